import type { Card } from '../domain/card.ts';
import type { CommandFile } from '../domain/command.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import type { Notice, ThreadLine } from '../domain/outbox.ts';

/** Slack as delivery sees it. Every method throws a `DeliveryError` where it fails. */
export interface Notifier {
  /** Posts an incident's message. `channel` is a name (`#x`) or an id. Never retried inside. */
  postIncident(channel: string, incident: Incident, card: Card): Promise<MessageRef>;
  /** Replaces the content of an incident's message: text, blocks and metadata. */
  updateIncident(message: MessageRef, incident: Incident, card: Card): Promise<void>;
  /** Shortens an earlier message of an incident to a link to its present one; it is no incident message any more. */
  retireIncident(message: MessageRef, incident: Incident & { readonly message: MessageRef }): Promise<void>;
  /** `incident` says whether its content may be read in the channel (TLP). */
  postThread(incident: Incident & { readonly message: MessageRef }, line: ThreadLine): Promise<void>;
  /** Puts a file into an incident's thread. */
  postFile(incident: Incident & { readonly message: MessageRef }, file: CommandFile): Promise<void>;
  postNotice(channel: string, notice: Notice): Promise<void>;
}
