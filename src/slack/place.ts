/** Where somebody asked, and so where the answer goes. */
export interface Place {
  readonly userId: string;
  readonly channelId?: string | undefined;
  /** The thread that was asked in, or the incident's own. */
  readonly threadTs?: string | undefined;
  readonly responseUrl?: string | undefined;
  /** Opens a form within three seconds of the press. */
  readonly triggerId?: string | undefined;
  /**
   * Asked by slash command, which has no message of its own. A press has one, and `replace_original` would replace it:
   * on a channel's message, the incident.
   */
  readonly typed: boolean;
}
