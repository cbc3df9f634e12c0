import type { JsonObject } from './json.ts';

/** What a person asked for, so that a write cut off in the middle can be looked up at the vendor and told. */
export interface ClaimedWrite {
  readonly instance: string;
  readonly command: string;
  /** As typed or pressed, by argument name; masked like an audit entry's. */
  readonly args: JsonObject;
  /** The incident it is about. */
  readonly key?: string;
}

/**
 * Something that happens once, whoever delivers it how often: a press, a form, a notice to the operator. Who writes it
 * down first does it.
 *
 * - `running`: entered before the work begins. One that stays so belongs to a process that died in the middle.
 * - `done`, `failed`: entered with the work's outcome, in the same commit as what the work changed.
 * - `unknown`: entered where nobody knows whether the vendor did it, and reading did not tell either.
 */
export interface Claim {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed' | 'unknown';
  /** Slack user id, `local`, `rule`, or `picket`. */
  readonly by: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly endedAt?: string;
  readonly write?: ClaimedWrite;
  /**
   * While `running`: nothing is to be done any more, and the person is owed these words. Whoever settles the claim of a
   * process that died tells them.
   */
  readonly owed?: string;
  /** Token of the process that is at work on it. */
  readonly holder?: string;
  /** Id of the claim that begins and ends with this one: the press and what it is meant to do name each other. */
  readonly pair?: string;
  /** ISO 8601 UTC: forgotten after this. */
  readonly expiresAt: string;
}
