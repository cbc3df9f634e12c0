import { beginsWith } from '../../domain/answer.ts';
import type { Answer, Section } from '../../domain/answer.ts';
import { assertNever } from '../../domain/errors.ts';
import type { Fact } from '../../domain/incident.ts';
import { own } from '../ids.ts';
import {
  type Block,
  bold,
  type Button,
  context,
  type Message,
  paragraph,
  plainText,
  preformatted,
  richText,
  type RichTextBlockElement,
  section,
} from './block-kit.ts';
import { lengthOf, literalLine, mrkdwnLine, plain, verbatim } from './escape.ts';
import { incidentBlocks } from './incident.ts';
import { textLength } from './limits.ts';
import { recordText } from './record.ts';
import { lineParagraph } from './spans.ts';
import { splitTable, tableBlocks } from './table.ts';

const signs: { readonly [tone in Answer['tone']]: string } = { ok: '✅', info: 'ℹ️', warning: '⚠️', error: '❌' };

/** Room for a page's own content, the title and the paging buttons taken off Slack's 50 blocks and 12,000 characters. */
const pageBlocks = 44;
const pageChars = 10_500;
const linesEach = 40;

/** Blocks that stay together on a page. A message holds one table. */
interface Piece {
  readonly blocks: Block[];
  readonly table: boolean;
  /** Begins with the answer's own title, which then does not stand above it as well. */
  readonly titled?: boolean;
  /** Says what follows it, and does not end a page. */
  readonly heading?: boolean;
}

/**
 * An answer as messages, each within Slack's limits and under its title; further ones follow by paging. There is always
 * at least one.
 */
export function renderAnswer(answer: Answer): Message[] {
  const [sign, title] = [signs[answer.tone], mrkdwnLine(answer.title, 600)];
  const pieces = answer.sections.flatMap((part, index) => {
    const titled = beginsWith(answer.title, part);
    return piecesOf(part, index).map((one) => ({ ...one, titled, heading: isHeading(part) }));
  });
  return paged(pieces).map((page) => ({
    text: `${sign} ${title}`,
    blocks: [
      ...(page[0]?.titled === true ? [] : [section(`${sign} *${title}*`)]),
      ...page.flatMap(({ blocks }) => blocks),
    ],
  }));
}

/** A page with its number and the buttons to its neighbours; unchanged where it is the only one. */
export function withPaging(page: Message, { id, index, total }: { id: string; index: number; total: number }): Message {
  if (total < 2) return page;
  const buttons = [
    ...(index > 0 ? [pageButton('← Previous', 'previous', `${id}:${index - 1}`)] : []),
    ...(index < total - 1 ? [pageButton('Next →', 'next', `${id}:${index + 1}`)] : []),
  ];
  const paging: Block = { type: 'actions', block_id: own.page, elements: buttons };
  return { text: page.text, blocks: [...page.blocks, context(`Page ${index + 1} of ${total}`), paging] };
}

function pageButton(label: string, direction: string, value: string): Button {
  return { type: 'button', action_id: `${own.page}:${direction}`, text: plainText(label), value };
}

function piecesOf(part: Section, index: number): Piece[] {
  switch (part.kind) {
    case 'text':
      return chunks(part.lines, linesEach).map((lines) => piece(richText(...lines.map((line) => lineParagraph(line)))));
    case 'list':
      return chunks(part.items, linesEach).map((items) =>
        piece(
          richText({ type: 'rich_text_list', style: 'bullet', elements: items.map((item) => lineParagraph(item)) }),
        ),
      );
    case 'record':
      return codeParts(recordText(part.record, 200_000)).map((text) => piece(richText(preformatted(text))));
    case 'incident':
      return [
        {
          blocks: [...incidentBlocks({ ...part, firstRow: index * 10 }), { type: 'divider' }],
          table: part.card.tables.length > 0,
        },
      ];
    case 'table':
      return splitTable(part.table, { rowsEach: 20, charsEach: 7000 }).map((table) => ({
        blocks: tableBlocks(table, 99),
        table: true,
      }));
    case 'revealed':
      return chunks(part.facts, 20).map((facts) => piece(richText(...facts.flatMap(revealedElements))));
    case 'choices':
      return chunks(part.choices, 20).map((choices, row) => piece(choiceRow(choices, `${index}:${row}`)));
    default:
      return assertNever(part);
  }
}

function piece(block: Block): Piece {
  return { blocks: [block], table: false };
}

function choiceRow(choices: readonly { readonly label: string; readonly commandLine: string }[], id: string): Block {
  const carried = choices.filter(({ commandLine }) => lengthOf(commandLine) <= 2000 && commandLine !== '');
  return {
    type: 'actions',
    block_id: `${own.choice}:${id}`,
    elements: carried.map(({ label, commandLine }, number) => ({
      type: 'button',
      action_id: `${own.choice}:${number}`,
      text: plainText(plain(label, 75)),
      value: commandLine,
    })),
  };
}

function revealedElements({ label, value }: Fact): RichTextBlockElement[] {
  return [paragraph(bold(literalLine(label, 100))), preformatted(verbatim(value, 2500))];
}

const codeChars = 2500;

/** Long JSON in parts, cut between lines where a line is not longer than a part. */
function codeParts(text: string): string[] {
  const parts: string[] = [];
  let current = '';
  for (const line of text.split('\n').flatMap(foldedLine)) {
    if (current !== '' && current.length + line.length + 1 > codeChars) {
      parts.push(current);
      current = line;
    } else current = current === '' ? line : `${current}\n${line}`;
  }
  return [...parts, current === '' ? '–' : current];
}

function foldedLine(line: string): string[] {
  if (line.length <= codeChars) return [line];
  return chunks(Array.from(line), codeChars / 2).map((points) => points.join(''));
}

function paged(pieces: readonly Piece[]): Piece[][] {
  const pages: Piece[][] = [[]];
  for (const next of pieces) {
    const current = pages.at(-1) ?? [];
    if (current.length === 0 || fitsBeside(current, next)) current.push(next);
    else pages.push([...headingsFor(next, current), next]);
  }
  return pages;
}

/** Takes the headings that a page ends with away from it, where what they announce goes to the next page. */
function headingsFor(next: Piece, page: Piece[]): Piece[] {
  const first = page.findLastIndex(({ heading }) => heading !== true) + 1;
  const headings = page.slice(first);
  return first > 0 && fitsBeside(headings, next) ? page.splice(first) : [];
}

/** One line that begins in bold. */
function isHeading(part: Section): boolean {
  if (part.kind !== 'text' || part.lines.length !== 1) return false;
  const [line] = part.lines;
  const [first] = Array.isArray(line) ? line : [];
  return typeof first === 'object' && 'bold' in first;
}

function fitsBeside(page: readonly Piece[], next: Piece): boolean {
  if (next.table && page.some(({ table }) => table)) return false;
  const blocks = [...page, next].flatMap((one) => one.blocks);
  return blocks.length <= pageBlocks && textLength(blocks) <= pageChars;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
