import { beginsWith, plainLine } from '../domain/answer.ts';
import type { Answer, Section } from '../domain/answer.ts';
import { assertNever } from '../domain/errors.ts';
import type { Table } from '../domain/card.ts';
import { defangText } from '../indicators/defang.ts';
import { mask, maskText } from '../indicators/mask.ts';

/** An answer as text for a terminal: masked and defanged as in a channel, control characters out. */
export function renderAnswer({ title, sections }: Answer): string {
  const [first] = sections;
  const heading = first?.kind === 'table' && beginsWith(title, first) ? '' : safeText(title);
  return [heading, ...sections.map(renderSection)].filter((part) => part !== '').join('\n\n');
}

function renderSection(section: Section): string {
  switch (section.kind) {
    case 'text':
      return section.lines.map((line) => safeText(plainLine(line))).join('\n');
    case 'list':
      return section.items.map((item) => `  • ${safeText(plainLine(item))}`).join('\n');
    case 'record':
      return safeText(JSON.stringify(section.record, undefined, 2));
    case 'table':
      return renderTable(section.table);
    case 'choices':
      return section.choices
        .map(({ label, commandLine }) => `  ${safeText(label)}: ${safeText(commandLine)}`)
        .join('\n');
    case 'incident':
      return [
        section.incident.description,
        ...section.card.facts.map(({ label, value, sensitive }) => `${label}: ${sensitive === true ? mask : value}`),
      ]
        .map(safeText)
        .join('\n');
    case 'revealed':
      return section.facts.map(({ label, value }) => `${label}: ${withoutControls(value)}`).join('\n');
    default:
      return assertNever(section);
  }
}

const widestCell = 60;

/** Columns under each other; a cell too wide is cut. */
export function renderTable({ title, columns, rows, sensitive = [] }: Table): string {
  const hidden = columns.map((column) => sensitive.includes(column));
  const masked = rows.map((row) => row.map((cell, index) => (hidden[index] === true && cell !== '' ? mask : cell)));
  const cells = [columns, ...masked].map((row) => row.map((cell) => cut(safeText(cell).replaceAll('\n', ' '))));
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => widthOf(row[index] ?? ''))));
  const lines = cells.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [title, ...lines].filter((line) => line !== '').join('\n');
}

function widthOf(text: string): number {
  return Array.from(text).length;
}

function cut(text: string): string {
  const points = Array.from(text);
  return points.length <= widestCell ? text : `${points.slice(0, widestCell - 1).join('')}…`;
}

/** Vendor text on its way to a terminal. What cannot be seen goes first: it would hide what is to be masked or defanged. */
export function safeText(text: string): string {
  return defangText(maskText(withoutControls(text).replaceAll(/\p{Cf}/gu, '')).text);
}

/** Text of ours, or of those whom we trust, on its way to a terminal. */
export function withoutControls(text: string): string {
  // Escape sequences would let vendor text rewrite the operator's screen.
  return text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => (character === '\n' ? '\n' : ''));
}
