import type { SlackSandbox } from '../../src/sandbox/slack/sandbox.ts';
import type { Message } from '../../src/sandbox/slack/model.ts';
import { channels, instance } from './world.ts';

/** An incident's message as people see it. */
export interface IncidentMessage {
  readonly key: string;
  readonly revision: number;
  readonly channel: string;
  readonly ts: string;
  readonly heading: string;
  readonly status: string;
  readonly severity: string;
  readonly round: string;
  readonly closed: boolean;
  /** What can be pressed or chosen. */
  readonly labels: readonly string[];
}

/** A line of a thread: a field that changed, or what somebody did. */
export type Line =
  | { readonly kind: 'changes'; readonly changes: readonly Change[]; readonly text: string }
  | { readonly kind: 'did'; readonly user: string; readonly status: string; readonly text: string }
  | { readonly kind: 'other'; readonly text: string };

export interface Change {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** Every live message of ThreatMon's incidents in the workspace. */
export function messagesOf(slack: SlackSandbox): readonly IncidentMessage[] {
  return everyMessage(slack).filter(({ key }) => key.startsWith(`${instance}:`));
}

/** Every live message of an instance's incidents: what its heading says. */
export function headingsOf(slack: SlackSandbox, name: string): readonly Pick<IncidentMessage, 'key' | 'heading'>[] {
  return everyMessage(slack).filter(({ key }) => key.startsWith(`${name}:`));
}

function everyMessage(slack: SlackSandbox): readonly IncidentMessage[] {
  return channels.flatMap((channel) => slack.messages(channel).flatMap((message) => incidentIn(message, channel)));
}

function incidentIn(message: Message, channel: string): readonly IncidentMessage[] {
  const { metadata, threadTs, tombstone, ts, blocks } = message;
  if (threadTs !== undefined || tombstone || metadata?.['event_type'] !== 'picket_incident') return [];
  const payload = metadata['event_payload'] as { readonly key: string; readonly revision: number };
  const texts = textsIn(blocks);
  const status = fieldIn(texts, 'Status');
  const heading = texts[0] ?? '';
  return [
    {
      key: payload.key,
      revision: payload.revision,
      channel,
      ts,
      heading,
      status,
      severity: severityIn(heading) ?? severityIn(fieldIn(texts, 'Severity')) ?? '',
      round: /Round: (\d+)/.exec(texts.join('\n'))?.[1] ?? '',
      closed: heading.startsWith('✅'),
      labels: labelsIn(blocks),
    },
  ];
}

function fieldIn(texts: readonly string[], label: string): string {
  const prefix = `*${label}*\n`;
  return texts.find((text) => text.startsWith(prefix))?.slice(prefix.length) ?? '';
}

function severityIn(text: string): string | undefined {
  return /\b(Critical|High|Medium|Low)\b/.exec(text)?.[1];
}

/** The lines of a message's thread, oldest first. */
export function linesOf(slack: SlackSandbox, { channel, ts }: Pick<IncidentMessage, 'channel' | 'ts'>): Line[] {
  return slack
    .thread(slack.channel(channel).id, ts)
    .filter(({ ephemeralFor }) => ephemeralFor === undefined)
    .map(lineOf);
}

function lineOf({ text, blocks }: Message): Line {
  const did = /^<@(U\w+)> changed the status to (.+)$/m.exec(text);
  if (did !== null) return { kind: 'did', user: did[1] ?? '', status: did[2] ?? '', text };
  const changes = textsIn(blocks).flatMap((one) => {
    const found = /^([\w ]+): (.*) → (.*)$/s.exec(one);
    return found === null ? [] : [{ label: found[1] ?? '', from: found[2] ?? '', to: found[3] ?? '' }];
  });
  return changes.length > 0 ? { kind: 'changes', changes, text } : { kind: 'other', text };
}

/** Every text of some blocks, in reading order; a paragraph of rich text is one. */
function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'rich_text_section' && 'elements' in value) {
    return [textsIn(value.elements).join('')];
  }
  if ('text' in value && typeof value.text === 'string') return [value.text];
  if ('user_id' in value && typeof value.user_id === 'string') return [`<@${value.user_id}>`];
  return Object.values(value).flatMap(textsIn);
}

function labelsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(labelsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'actions') return textsIn('elements' in value ? value.elements : []);
  return [];
}
