import type { JsonObject } from './json.ts';

/** A call that Slack refuses: `{ok: false, error}` with whatever goes beside it. */
export class SlackError extends Error {
  override readonly name = 'SlackError';
  readonly error: string;
  readonly extra: JsonObject;

  constructor(error: string, extra: JsonObject = {}) {
    super(error);
    this.error = error;
    this.extra = extra;
  }
}

/** Something that a person's client would not let them do: the reason, for the person. */
export class ActionRefused extends Error {
  override readonly name = 'ActionRefused';
}
