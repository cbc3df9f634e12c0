import type { Card, Table } from '../../domain/card.ts';
import type { Incident } from '../../domain/incident.ts';
import { type Indicator, indicatorKindNames, indicatorKinds } from '../../domain/indicator.ts';
import type { Severity } from '../../domain/severity.ts';
import { isUserId } from '../ids.ts';
import { defang } from '../../indicators/defang.ts';
import {
  type Block,
  bold,
  context,
  header,
  type Message,
  mrkdwnText,
  paragraph,
  preformatted,
  richText,
  type RichTextBlockElement,
  section,
  words,
} from './block-kit.ts';
import { dateToken } from './dates.ts';
import {
  clean,
  cut,
  factText,
  hidesFact,
  hidesInFact,
  hidesSecret,
  lengthOf,
  linkTo,
  literal,
  literalLine,
  mrkdwnLine,
  plain,
} from './escape.ts';
import { actionBlocks } from './incident-actions.ts';
import { severityEmoji, severityWord } from './severity.ts';
import { tableBlocks } from './table.ts';

/** Whom a new incident calls: Slack ids, or the name as configured where it is not known in this workspace. */
export type Mention = { readonly user: string } | { readonly group: string } | { readonly name: string };

export interface IncidentView {
  readonly incident: Incident;
  readonly card: Card;
  readonly mentions?: readonly Mention[];
  /** Number of the first row of buttons; raised where a message shows several incidents. */
  readonly firstRow?: number;
  /** The message that this one continues. */
  readonly previousUrl?: string;
}

const separator = '  ·  ';

const shownAtMost = { assets: 10, facts: 12, tags: 12, indicators: 20, tableRows: 8, tableColumns: 4 } as const;

/**
 * An incident's message. Open: what happened, how bad, since when, on what, by which indicators, and what may be done.
 * Closed: the same, short, under a header that says so. `text` stands alone in a notification.
 */
export function renderIncident(view: IncidentView): Message {
  const { incident } = view;
  return { text: `${headline(incident, mrkdwnLine)} (${sourceOf(view)})`, blocks: incidentBlocks(view) };
}

/** The blocks of an incident's card, for its message and for answers alike. */
export function incidentBlocks(view: IncidentView): Block[] {
  const { incident, card, mentions = [], firstRow = 0 } = view;
  const open = !incident.closed;
  return [
    header(headline(incident, plain)),
    coreFacts(view),
    ...(open ? mentionBlocks(mentions) : []),
    ...descriptionBlocks(incident),
    ...detailBlocks(view),
    ...(open ? cardTableBlocks(card.tables) : []),
    ...indicatorBlocks(incident.indicators, open ? shownAtMost.indicators : 5),
    ...footBlocks(view),
    ...actionBlocks({ key: incident.key, actions: card.actions, reveal: masksSomething(view), firstRow }),
  ];
}

function headline(incident: Incident, escape: (text: string, max: number) => string): string {
  const title = escape(incident.title, 110);
  if (incident.closed) return `✅ ${escape(incident.status, 25)}: ${title}`;
  const emoji = severityEmoji[incident.severity];
  return incident.severity === 'unknown'
    ? `${emoji} ${title}`
    : `${emoji} ${severityWord[incident.severity]}: ${title}`;
}

function sourceOf({ incident, card }: IncidentView): string {
  return `${mrkdwnLine(card.source, 40)} · ${mrkdwnLine(incident.instance, 60)}`;
}

function coreFacts(view: IncidentView): Block {
  const { incident } = view;
  const fields = [
    ['Status', mrkdwnLine(incident.status, 60)],
    ...(saysSeverity(incident) ? [] : [['Severity', severityText(incident)]]),
    ['Since', dateToken(incident.occurredAt)],
    ['Reported by', sourceOf(view)],
    ...(incident.type === incident.title ? [] : [['Type', mrkdwnLine(incident.type, 80)]]),
    ...(incident.assignee === undefined ? [] : [['Assignee', personText(incident.assignee)]]),
    ...(incident.closed && incident.closedAt !== undefined ? [['Closed', dateToken(incident.closedAt)]] : []),
  ];
  return { type: 'section', fields: fields.map(([label, value]) => mrkdwnText(`*${label}*\n${value}`)) };
}

/** Whether the heading says all there is to say. */
function saysSeverity({ closed, severity, severityLabel }: Incident): boolean {
  return !closed && severity !== 'unknown' && isOurWord(severity, clean(severityLabel));
}

function severityText({ severity, severityLabel }: Incident): string {
  const word = `${severityEmoji[severity]} ${severityWord[severity]}`;
  const label = clean(severityLabel);
  return isOurWord(severity, label) ? word : `${word} (vendor: ${mrkdwnLine(label, 40)})`;
}

function isOurWord(severity: Severity, label: string): boolean {
  return ['', severity, severityWord[severity].toLowerCase()].includes(label.toLowerCase());
}

function personText(userId: string): string {
  return isUserId(userId) ? `<@${userId}>` : mrkdwnLine(userId, 80);
}

function mentionBlocks(mentions: readonly Mention[]): Block[] {
  if (mentions.length === 0) return [];
  return [section(`cc ${mentions.slice(0, 20).map(mentionText).join(' ')}`)];
}

function mentionText(mention: Mention): string {
  if ('user' in mention) return `<@${mention.user}>`;
  if ('group' in mention) return `<!subteam^${mention.group}>`;
  return mrkdwnLine(mention.name, 80);
}

function detailBlocks({ incident, card }: IncidentView): Block[] {
  const facts = card.facts.filter(({ value }) => clean(value) !== '');
  const shown = facts.slice(0, incident.closed ? 3 : shownAtMost.facts);
  const elements: RichTextBlockElement[] = [];
  if (incident.assets.length > 0) elements.push(labelled('Assets', listed(incident.assets, shownAtMost.assets)));
  elements.push(...shown.map((fact) => labelled(literalLine(fact.label, 60), factText(fact, 250))));
  if (facts.length > shown.length) elements.push(paragraph(words(`+ ${facts.length - shown.length} more in Details`)));
  return elements.length === 0 ? [] : [richText(...elements)];
}

// A block of its own: the facts stand apart from it.
function descriptionBlocks({ title, description, closed }: Incident): Block[] {
  const text = clean(description);
  return closed || text === '' || text === clean(title) ? [] : [richText(paragraph(words(literal(description, 1200))))];
}

function labelled(label: string, value: string): RichTextBlockElement {
  return paragraph(bold(`${label}: `), words(value));
}

function listed(values: readonly string[], max: number): string {
  const shown = values.slice(0, max).map((value) => literalLine(value, 80));
  return values.length > max ? `${shown.join(', ')} + ${values.length - max} more` : shown.join(', ');
}

// A message holds one table, a card no more of it than a reader sees without scrolling; below it stands what is left.
function cardTableBlocks([first, ...others]: readonly Table[]): Block[] {
  if (first === undefined) return [];
  const columns = first.rows.length === 1 ? first.columns : first.columns.slice(0, shownAtMost.tableColumns);
  const left = first.columns.slice(columns.length).map((column) => mrkdwnLine(column, 60));
  const names = others.slice(0, 5).map(({ title, rows }) => `${mrkdwnLine(title, 60)} (${rows.length})`);
  const more = [...left, ...names];
  return [
    ...tableBlocks({ ...first, columns }, shownAtMost.tableRows),
    ...(more.length === 0 ? [] : [context(`Also in Details: ${more.join(', ')}`)]),
  ];
}

// One block to copy from, by kind; which kinds there are stands above it.
function indicatorBlocks(indicators: readonly Indicator[], max: number): Block[] {
  if (indicators.length === 0) return [];
  const ordered = indicatorKinds.flatMap((kind) => indicators.filter((indicator) => indicator.kind === kind));
  const lines = ordered.slice(0, max).map((one) => cut(clean(defang(one)).replaceAll('\n', ' '), 150));
  const unseen = ordered.length - lines.length;
  return [
    richText(
      paragraph(bold('Indicators: '), words(kindCounts(ordered))),
      preformatted(lines.join('\n')),
      ...(unseen > 0 ? [paragraph(words(`+ ${unseen} more`))] : []),
    ),
  ];
}

function kindCounts(indicators: readonly Indicator[]): string {
  const counts = indicatorKinds.flatMap((kind) => {
    const count = indicators.filter((indicator) => indicator.kind === kind).length;
    const [one, many] = indicatorKindNames[kind];
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return counts.join(', ');
}

function footBlocks({ incident, card, previousUrl }: IncidentView): Block[] {
  const tags = incident.tags.slice(0, shownAtMost.tags).map((tag) => mrkdwnLine(tag, 40));
  const parts = [
    ...(incident.tlp === undefined ? [] : [`TLP: ${mrkdwnLine(incident.tlp, 20)}`]),
    ...(tags.length === 0 ? [] : [`Tags: ${tags.join(', ')}`]),
    ...(incident.link === undefined ? [] : [linkTo(incident.link, `Open in ${card.source}`)]),
    ...(previousUrl === undefined ? [] : [linkTo(previousUrl, 'Earlier thread')]),
    ...(incident.absentSince === undefined
      ? []
      : [`⚠️ No longer in the vendor's list since ${dateToken(incident.absentSince)}`]),
  ];
  const key = `\`${mrkdwnLine(incident.key, 150)}\``;
  // A long key would break in the middle.
  return [
    context([parts.join(separator), key].filter((part) => part !== '').join(lengthOf(key) > 40 ? '\n' : separator)),
  ];
}

function masksSomething({ incident, card }: IncidentView): boolean {
  const texts = [incident.title, incident.description, ...incident.assets, ...incident.tags];
  if (texts.some(hidesSecret)) return true;
  if (card.facts.some(hidesInFact)) return true;
  return card.tables.some(hidesInTable);
}

function hidesInTable({ columns, rows, sensitive = [] }: Table): boolean {
  return rows.some((row) =>
    row.some((cell, index) => {
      const column = columns[index] ?? '';
      return (sensitive.includes(column) && clean(cell) !== '') || hidesFact(column, cell);
    }),
  );
}
