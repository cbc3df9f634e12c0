import type { Json, JsonObject } from './json.ts';

/** A vendor's place in one of its feeds, last committed. The vendor alone reads `cursor`. */
export interface Checkpoint {
  readonly instance: string;
  readonly feed: string;
  readonly cursor: Json;
  readonly at: string;
}

/** A record that could not be taken in: kept, counted, reported once. */
export interface RejectedRecord {
  /** Hash of the content: the same bad record again is the same rejection. */
  readonly id: string;
  readonly reason: string;
  readonly raw: Json;
}

export interface StoredRejection extends RejectedRecord {
  readonly instance: string;
  readonly feed: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly count: number;
}

/** Who did what, when, with which result. Arguments are masked before they come here. */
export interface AuditEntry {
  readonly at: string;
  /** Slack user id, `local` or `rule`. */
  readonly by: string;
  readonly action: string;
  readonly instance?: string;
  readonly key?: string;
  readonly args: JsonObject;
  readonly outcome: 'done' | 'failed' | 'denied' | 'unknown';
  readonly note?: string;
}

/** An operator's word on an instance, kept over restarts. */
export interface Pause {
  readonly instance: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}
