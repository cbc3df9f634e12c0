import type { FieldChange, MessageRef } from './incident.ts';
import type { Severity } from './severity.ts';

/** A line in an incident's thread: who did or what changed. `text` is plain and may hold vendor text. */
export interface ThreadLine {
  readonly at: string;
  /** Slack user id of the person, absent where the vendor or a rule did it. */
  readonly by?: string;
  readonly text: string;
  /** Slack user id of the person it is about, called by the line: who something was assigned to. */
  readonly about?: string;
  readonly changes?: readonly FieldChange[];
  /** Also shown in the channel (reopened, got worse). */
  readonly broadcast?: boolean;
}

/** A message of Picket's own to a channel, for the operator. */
export interface Notice {
  readonly tone: 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
}

/** What delivery must know of a new incident to keep a flood readable. All new ones of a poll and channel share `poll`. */
export interface FloodMark {
  readonly poll: string;
  /** How many of the poll are posted singly; the rest joins its summary. */
  readonly burst: number;
  readonly instance: string;
  readonly severity: Severity;
  readonly type: string;
  /** ISO 8601 UTC. */
  readonly occurredAt: string;
}

export type Effect =
  /** Shows an incident's newest state; `flood` where it has no message yet. */
  | { readonly kind: 'incident'; readonly key: string; readonly flood?: FloodMark }
  /** Shows a summary's newest state. */
  | { readonly kind: 'summary'; readonly id: string }
  /** A line for an incident's thread; `behind` where it was put behind its incident's message, which was not there. */
  | { readonly kind: 'thread'; readonly key: string; readonly line: ThreadLine; readonly behind?: boolean }
  /** An incident's earlier message, continued by its present one: shortened to a link. */
  | { readonly kind: 'retire'; readonly key: string; readonly message: MessageRef }
  /** A second message of an incident, which nobody must take for the live one: deleted. Made by `removal`. */
  | { readonly kind: 'remove'; readonly key: string; readonly message: MessageRef }
  /** A file of the vendor's for the thread, fetched when its turn comes. */
  | { readonly kind: 'file'; readonly key: string; readonly attachment: string }
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** A playbook's command line, templates filled in; its `channel` is `playbookLane(instance)`. */
  | { readonly kind: 'command'; readonly key: string; readonly commandLine: string };

/** The lane of an instance's playbook commands: no channel name holds a colon. */
export function playbookLane(instance: string): string {
  return `playbook:${instance}`;
}

/** The lane of deletions in a channel, by its id: they wait for nothing, and nothing waits for them. */
export function tidyLane(channelId: string): string {
  return `tidy:${channelId}`;
}

/** A message that another one stands for, to be deleted; `key` is the incident's, or the summary's id. */
export function removal(key: string, message: MessageRef, createdAt: string): NewOutboxEntry {
  return { kind: 'remove', key, channel: tidyLane(message.channelId), createdAt, message };
}

/** A Slack effect decided, before the store gave it its place. */
export type NewOutboxEntry = Effect & {
  readonly channel: string;
  readonly createdAt: string;
  /** ISO 8601 UTC: not to be tried before. */
  readonly notBefore?: string;
};

/** One try at a post. Written down before the call, so that its outcome can be looked up if it is never learnt. */
export interface Attempt {
  readonly id: string;
  readonly startedAt: string;
  /** Name of the file that was being uploaded. */
  readonly file?: string;
  /** How often Slack's history was searched for it without finding it. */
  readonly looks: number;
}

/**
 * A Slack effect decided, not yet confirmed.
 *
 * - `waiting`: entered by a commit; left to `sending` before a post goes out, to delivered (the entry is removed in the
 *   commit that stores the message's place) where the effect can be repeated, or to `buried`. A failed try goes back to
 *   `waiting` with `attempts` raised and `notBefore` set.
 * - `sending`: entered with an `attempt` before a post, which must not be repeated blindly. Left to delivered when Slack
 *   confirmed it; to `waiting` when Slack refused it. Where no answer came (crash, timeout, reset, 5xx) Slack's history
 *   decides: found, it is delivered; not found after two looks, it goes back to `waiting`.
 * - `buried`: entered on a permanent refusal; left by an operator's retry only.
 *
 * Entries of one `channel` are worked on in the order of `sequence`. An `incident` entry merges with one that already
 * waits for the same key: it shows the newest state when its turn comes.
 */
export type OutboxEntry = NewOutboxEntry & {
  readonly sequence: number;
  readonly state: 'waiting' | 'sending' | 'buried';
  readonly attempt?: Attempt;
  readonly attempts: number;
  readonly lastError?: string;
};
