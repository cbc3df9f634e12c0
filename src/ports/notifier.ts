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

/** Calls that share one of Slack's limits. */
export type SlackCall = 'post' | 'update' | 'remove' | 'file' | 'history' | 'replies';

/** Slack as delivery sees it. Every method throws a `DeliveryError` where it fails. */
export interface Notifier {
  /**
   * Resolves when a call has its place in what Slack permits. To be waited for before an attempt is written down: from
   * there to the call no time must pass. Rejects with the signal's reason.
   */
  turn(call: SlackCall, channel: string, signal: AbortSignal): Promise<void>;
  /** Posts an incident's message. `channel` is a name (`#x`) or an id. Never retried inside. */
  postIncident(channel: string, incident: Incident, card: Card): Promise<MessageRef>;
  /** Replaces the content of an incident's message: text, blocks and metadata. */
  updateIncident(message: MessageRef, incident: Incident, card: Card): Promise<void>;
  /** Shortens an earlier message of an incident to a link to its present one; it is no incident message any more. */
  retireIncident(message: MessageRef, incident: PostedIncident): Promise<void>;
  /** `incident` says whether its content may be read in the channel (TLP). */
  postThread(incident: PostedIncident, line: ThreadLine, tag: PostTag): Promise<void>;
  /** Puts a file into an incident's thread. */
  postFile(incident: PostedIncident, file: CommandFile): Promise<void>;
  postNotice(channel: string, notice: Notice, tag: PostTag): Promise<void>;
  /** Posts the summary of a flood. */
  postSummary(channel: string, summary: Summary, tag: PostTag): Promise<MessageRef>;
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
