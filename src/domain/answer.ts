import type { Card, Table } from './card.ts';
import type { Fact, Incident } from './incident.ts';
import type { Indicator } from './indicator.ts';
import type { Json } from './json.ts';

/** A piece of a line. A bare string is plain text, hostile or not: renderers escape it. */
export type Span =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly user: string }
  /** ISO 8601 UTC, shown in the reader's own time zone. */
  | { readonly at: string }
  | { readonly indicator: Indicator }
  /** Only for URLs of the configuration or of Picket itself. */
  | { readonly link: string; readonly label: string };

export type Line = string | readonly Span[];

export type Section =
  | { readonly kind: 'text'; readonly lines: readonly Line[] }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  /** A vendor's record, its sensitive paths masked, to be shown as JSON. */
  | { readonly kind: 'record'; readonly record: Json }
  /** An incident's card as it stands in its channel. */
  | { readonly kind: 'incident'; readonly incident: Incident; readonly card: Card }
  | { readonly kind: 'table'; readonly table: Table }
  /** Values that are masked elsewhere, shown in clear to one person who may see them. */
  | { readonly kind: 'revealed'; readonly facts: readonly Fact[] }
  /** One button a choice; pressing runs `commandLine` as if typed. */
  | { readonly kind: 'choices'; readonly choices: readonly { readonly label: string; readonly commandLine: string }[] };

/** What a command answers, for Slack and the terminal alike. */
export interface Answer {
  readonly tone: 'ok' | 'info' | 'warning' | 'error';
  /** One line that stands alone in a notification. */
  readonly title: string;
  readonly sections: readonly Section[];
}

export function answer(tone: Answer['tone'], title: string, ...sections: readonly Section[]): Answer {
  return { tone, title, sections };
}

/** Whether a section begins with this title itself, so that nothing above it has to say it. */
export function beginsWith(title: string, section: Section | undefined): boolean {
  if (section?.kind === 'table') return section.table.title === title;
  return section?.kind === 'incident' && section.incident.title === title;
}

/** Spans as plain text, for terminals, logs and notifications. */
export function plainLine(line: Line): string {
  if (typeof line === 'string') return line;
  return line.map(plainSpan).join('');
}

function plainSpan(span: Span): string {
  if (typeof span === 'string') return span;
  if ('bold' in span) return span.bold;
  if ('code' in span) return span.code;
  if ('user' in span) return `@${span.user}`;
  if ('at' in span) return span.at;
  if ('indicator' in span) return span.indicator.value;
  return `${span.label} (${span.link})`;
}
