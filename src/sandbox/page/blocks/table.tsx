import type { JSX } from 'preact';
import { EmojiText } from '../text/emoji-view.tsx';
import { type Dict, dict, dicts, str } from './read.ts';
import { RichText } from './rich-text.tsx';

/** A table block; its first row is the head. */
export function TableBlock({ block }: { readonly block: Dict }): JSX.Element {
  const rows = (Array.isArray(block['rows']) ? block['rows'] : []).map(dicts);
  const settings = dicts(block['column_settings']);
  const [head, ...body] = rows;
  const classOf = (column: number): string => {
    const { align, is_wrapped: isWrapped } = dict(settings[column]);
    return `cell-${align === 'right' || align === 'center' ? align : 'left'} ${isWrapped === true ? 'cell-wrapped' : ''}`;
  };
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head?.map((cell, column) => (
              <th key={column} scope="col" class={classOf(column)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={classOf(column)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { readonly cell: Dict }): JSX.Element {
  return cell['type'] === 'rich_text' ? <RichText block={cell} /> : <EmojiText text={str(cell['text'])} />;
}
