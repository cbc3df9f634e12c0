import type { Card } from '../domain/card.ts';
import type { CommandFile } from '../domain/command.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import type { Notice, ThreadLine } from '../domain/outbox.ts';
import type { Summary } from '../domain/summary.ts';

/** What delivery must know of a post to find it again: see `Attempt`. */
export interface PostTag {
  /** Rides invisibly on the message. */
  readonly attempt: string;
}

/** A post that is written down and goes out now. */
export interface BegunPost extends PostTag {
  /** To be called right before every call that posts. Errors: a `DeliveryError` of kind `wait` where it is too late. */
  check(): void;
}

/**
 * To be called once, when a post is ready: nothing but `check` and its call follows. Waits for its turn and writes it
 * down. What it throws is to be let through: nothing was posted then, and nothing must be.
 */
export type BeginPost = () => Promise<BegunPost>;

/** Calls that share one of Slack's limits. */
export type SlackCall = 'post' | 'update' | 'remove' | 'file' | 'history' | 'replies';

/**
 * Slack as delivery sees it. Every method throws a `DeliveryError` where it fails. A post is prepared, then begun: what
 * has to be asked of Slack for it comes before.
 */
export interface Notifier {
  /**
   * Resolves when a call has its place in what Slack permits. Rejects with the signal's reason.
   */
  turn(call: SlackCall, channel: string, signal: AbortSignal): Promise<void>;
  /** Posts an incident's message. `channel` is a name (`#x`) or an id. Never retried inside. */
  postIncident(channel: string, shown: IncidentView, begin: BeginPost): Promise<MessageRef>;
  /** Replaces the content of an incident's message: text, blocks and metadata. */
  updateIncident(message: MessageRef, incident: Incident, card: Card): Promise<void>;
  /** Shortens an earlier message of an incident to a link to its present one; it is no incident message any more. */
  retireIncident(message: MessageRef, incident: PostedIncident): Promise<void>;
  /** `incident` says whether its content may be read in the channel (TLP). */
  postThread(incident: PostedIncident, line: ThreadLine, begin: BeginPost): Promise<void>;
  /** Puts a file into an incident's thread. */
  postFile(incident: PostedIncident, file: CommandFile, begin: BeginPost): Promise<void>;
  postNotice(channel: string, notice: Notice, begin: BeginPost): Promise<void>;
  /** Posts the summary of a flood. */
  postSummary(channel: string, summary: Summary, begin: BeginPost): Promise<MessageRef>;
  /** Replaces the content of a summary's message. */
  updateSummary(message: MessageRef, summary: Summary): Promise<void>;
  /** Deletes a message of ours; done as well where it is gone already. */
  removeMessage(message: MessageRef): Promise<void>;
  /** Every incident message of ours in a channel since then, newest first. Needs to read the channel's history. */
  incidentMessages(channel: string, back: LookBack): AsyncIterable<IncidentMessage>;
  /** The message of a notice, summary or thread line with that tag, or with a file of that name, posted since then. */
  findPost(
    where: { readonly channel: string } | { readonly message: MessageRef },
    what: PostTag | { readonly file: string },
    back: LookBack,
  ): Promise<MessageRef | undefined>;
}

/** An incident and how its vendor shows it. */
export interface IncidentView {
  readonly incident: Incident;
  readonly card: Card;
}

/** How far a look into Slack's history goes, and what ends it. */
export interface LookBack {
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly signal: AbortSignal;
}

/** What an incident message says of itself in its metadata. */
export interface IncidentMessage {
  readonly message: MessageRef;
  readonly key: string;
  readonly revision: number;
}

/** An incident that has its message. */
export type PostedIncident = Incident & { readonly message: MessageRef };
