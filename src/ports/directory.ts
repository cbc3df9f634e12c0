/** People of the workspace, as far as rights need them. */
export interface Directory {
  /** Handles (with `@`) of the user groups that a person is in. Cached; empty where groups cannot be read. */
  groupsOf(userId: string): Promise<readonly string[]>;
  /** E-mail address of a person; absent where it is not to be had (scope `users:read.email`). */
  emailOf(userId: string): Promise<string | undefined>;
  /** The workspace Picket lives in; people of other teams hold no right but `read`. Absent until connected. */
  readonly teamId: string | undefined;
}
