import { VendorError } from '../../domain/errors.ts';
import type { VerifyContext } from '../../domain/command.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { parseEach } from '../../http/parse-each.ts';
import { alertPath } from './alert-command.ts';
import { readAlert } from './alert-details.ts';
import { cellText } from './answers.ts';
import { JsonList } from './client.ts';
import type { Rapid7Client } from './client.ts';
import { at, recordIn } from './intelligence/rows.ts';
import { AlertRecord, ConversationMessage } from './schema.ts';
import type { CompleteAlert } from './schema.ts';

/** What a look at an alert needs, after a write to it that got no answer. Errors of each look: `VendorError`. */
export interface Look extends VerifyContext {
  readonly client: Rapid7Client;
  readonly id: string;
}

/** The alert as it is now; absent where it is gone. */
export async function alertNow({ client, id, signal }: Look): Promise<CompleteAlert | undefined> {
  try {
    return (await readAlert(client, id, signal)).alert;
  } catch (error) {
    if (error instanceof VendorError && error.detail.status === 404) return undefined;
    throw error;
  }
}

/** The alert as it was before, where it is an incident's own. */
export function alertBefore({ incident, id }: Look): CompleteAlert | undefined {
  return incident?.externalId === id ? AlertRecord.safeParse(incident.raw).data?.alert : undefined;
}

/** Their clock and ours may differ. */
const skewMs = 60_000;

function isSince(date: Json | undefined, since: string): boolean {
  return typeof date === 'string' && Date.parse(date) >= Date.parse(since) - skewMs;
}

/** Whether the alert's activity log has an entry of `type` that is `meant`, from the write's time on. */
export async function isLogged(
  { client, id, signal, since }: Look,
  type: string,
  meant: (information: JsonObject) => boolean,
): Promise<boolean> {
  const list = await client.json(JsonList, { method: 'GET', path: alertPath('activity-log', id), signal });
  return list.map(recordIn).some((entry) => {
    const isMeant = entry['Type'] === type && isSince(entry['CreatedDate'], since);
    return isMeant && meant(recordIn(entry['AdditionalInformation']));
  });
}

/** Whether somebody asked the analysts this, from the write's time on. */
export async function isAsked({ client, id, signal, since }: Look, question: string): Promise<boolean> {
  const path = alertPath('ask-the-analyst-conversation', id);
  const list = await client.json(JsonList, { method: 'GET', path, signal });
  const { accepted } = parseEach(ConversationMessage, list);
  return accepted.some(({ message, date }) => message === question.trim() && isSince(date, since));
}

/** The states of indicators on the alert's blocklist, by value. */
export async function blocklistNow({ client, id, signal }: Look): Promise<ReadonlyMap<string, string>> {
  const list = await client.json(JsonList, { method: 'GET', path: alertPath('blocklist-status', id), signal });
  return new Map(list.map(recordIn).map(({ Value, Status }) => [cellText(Value), cellText(Status)]));
}

/** The state of the alert's takedown, in the vendor's word. */
export async function takedownNow({ client, id, signal }: Look): Promise<string> {
  const text = await client.text({ method: 'GET', path: alertPath('takedown-status', id), signal });
  return text.trim().replaceAll(/^"|"$/g, '');
}

/** Who the alert was mailed to, as its activity log has it. */
export function mailedTo(information: JsonObject): readonly string[] {
  const replies = at('Mail', 'Replies')(information);
  return Array.isArray(replies) ? replies.map((reply: Json) => cellText(recordIn(reply)['Email'])) : [];
}
