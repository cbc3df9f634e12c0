/** People of the workspace, as far as rights need them. */
export interface Directory {
  /** Handles (with `@`) of the user groups that a person is in. Cached; empty where groups cannot be read. */
  groupsOf(userId: string): Promise<readonly string[]>;
  /** The workspace Picket lives in; people of other teams hold no right but `read`. Absent until connected. */
  readonly teamId: string | undefined;
}
