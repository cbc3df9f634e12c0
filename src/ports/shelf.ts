/** Where replicas put texts aside for one another for a while: the further pages of long answers. */
export interface Shelf {
  put(id: string, text: string, ms: number): Promise<void>;
  /** Absent where it has expired. */
  get(id: string): Promise<string | undefined>;
}
