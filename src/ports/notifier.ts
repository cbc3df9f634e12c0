import type { Card } from '../domain/card.ts';
import type { CommandFile } from '../domain/command.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import type { Notice, ThreadLine } from '../domain/outbox.ts';

/** What delivery must know of a post to find it again: see `Attempt`. */
export interface PostTag {
  /** Rides invisibly on the message. */
  readonly attempt: string;
}

/** Slack as delivery sees it. Every method throws a `DeliveryError` where it fails. */
export interface Notifier {
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
  /** The message of a key that was posted since then; absent where there is none. Needs to read the channel's history. */
  findIncident(
    channel: string,
    key: string,
    since: string,
  ): Promise<{ readonly message: MessageRef; readonly revision: number } | undefined>;
  /** Whether a notice or thread line with that tag, or a file of that name, was posted since then. */
  findPost(
    where: { readonly channel: string } | { readonly message: MessageRef },
    what: PostTag | { readonly file: string },
    since: string,
  ): Promise<boolean>;
}

/** An incident that has its message. */
export type PostedIncident = Incident & { readonly message: MessageRef };
