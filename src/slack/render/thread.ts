import type { FieldChange } from '../../domain/incident.ts';
import type { Notice, ThreadLine } from '../../domain/outbox.ts';
import { isUserId } from '../ids.ts';
import { bold, type Message, paragraph, richText, type RichTextElement, words } from './block-kit.ts';
import { factValue, literal, literalLine, mrkdwn, mrkdwnLine } from './escape.ts';

const maxChanges = 20;

/** A line of an incident's thread: who did what, and which fields changed from what to what. */
export function renderThreadLine(line: ThreadLine): Message {
  const changes = line.changes ?? [];
  const sentence: RichTextElement[] = [
    ...(line.by === undefined ? [] : [person(line.by), words(' ')]),
    words(literal(line.text, 1500)),
    ...(line.about === undefined ? [] : [words(' '), person(line.about)]),
  ];
  const shown = changes.slice(0, maxChanges).map((change) => paragraph(...changeElements(change)));
  const more =
    changes.length > shown.length ? [paragraph(words(`+ ${changes.length - shown.length} more changes`))] : [];
  return { text: threadText(line), blocks: [richText(paragraph(...sentence), ...shown, ...more)] };
}

/** A message of Picket's own to a channel. */
export function renderNotice({ tone, title, text }: Notice): Message {
  const sign = { info: 'ℹ️', warning: '⚠️', error: '❌' }[tone];
  const lines = [paragraph(words(`${sign} `), bold(literalLine(title, 300)))];
  if (text.trim() !== '') lines.push(paragraph(words(literal(text, 2500))));
  return { text: `${sign} ${mrkdwnLine(title, 300)}`, blocks: [richText(...lines)] };
}

/** A person as a mention; as plain words where it is no Slack id (`local`, `rule`). */
export function person(id: string): RichTextElement {
  return isUserId(id) ? { type: 'user', user_id: id } : words(literalLine(id, 80));
}

function threadText({ by, text, about, changes = [] }: ThreadLine): string {
  const parts = [by === undefined ? '' : mention(by), mrkdwn(text, 1000), about === undefined ? '' : mention(about)];
  const summary = changes.slice(0, 5).map(({ label, to }) => `${mrkdwnLine(label, 60)}: ${mrkdwnLine(to, 100)}`);
  return [parts.filter((part) => part !== '').join(' '), ...summary].join('\n');
}

function mention(id: string): string {
  return isUserId(id) ? `<@${id}>` : mrkdwnLine(id, 80);
}

function changeElements({ label, from, to }: FieldChange): RichTextElement[] {
  const name = literalLine(label, 60);
  return [bold(`${name}: `), words(factValue(label, from, 250)), words(' → '), bold(factValue(label, to, 250))];
}
