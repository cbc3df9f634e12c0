/** One measured number. */
export interface Row {
  readonly name: string;
  /** `ms`, `MB`, `/s`, … */
  readonly unit: string;
  readonly value: number;
  readonly note?: string;
}
