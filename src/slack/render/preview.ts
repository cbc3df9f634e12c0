import type { Table } from '../../domain/card.ts';
import { clean, cut, factText, lengthOf } from './escape.ts';

const rowsShown = 5;
const cellWidth = 28;
const textMax = 2500;

/** The first rows of a file as an aligned block of text, masked, for the comment that comes with it. Escaped for mrkdwn. */
export function previewText({ title, columns, rows, sensitive = [] }: Table): string {
  const shown = rows.slice(0, rowsShown).map((row) =>
    columns.map((label, index) => {
      const value = row[index] ?? '';
      return value === '' ? '' : factText({ label, value, sensitive: sensitive.includes(label) }, cellWidth);
    }),
  );
  const lines = [columns.map((column) => cut(clean(column), cellWidth)), ...shown];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => lengthOf(line[index] ?? ''))));
  const text = lines
    .map((line) =>
      line
        .map((cell, index) => padded(cell, widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
  const more = rows.length > shown.length ? `\n+ ${rows.length - shown.length} more rows in the file` : '';
  return `${escaped(clean(title))}\n\`\`\`${escaped(cut(text, textMax))}\`\`\`${more}`;
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - lengthOf(text)));
}

// A backtick would end the block.
function escaped(text: string): string {
  return text.replaceAll('`', 'ˋ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
