import type { JSX } from 'preact';
import { Inlines } from '../text/inline-view.tsx';
import { type Dict, dicts, num, str } from './read.ts';
import { richTextNodes, richTextWords } from './rich-text-nodes.ts';

/** A rich_text block, or a rich_text cell of a table. */
export function RichText({ block }: { readonly block: Dict }): JSX.Element {
  return (
    <div class="rich-text">
      {dicts(block['elements']).map((element, index) => (
        <RichTextPart key={index} part={element} />
      ))}
    </div>
  );
}

function RichTextPart({ part }: { readonly part: Dict }): JSX.Element {
  switch (part['type']) {
    case 'rich_text_list':
      return <RichTextList list={part} />;
    case 'rich_text_preformatted':
      return <pre>{richTextWords(part['elements'])}</pre>;
    case 'rich_text_quote':
      return (
        <blockquote>
          <Inlines nodes={richTextNodes(part['elements'])} />
        </blockquote>
      );
    default:
      return (
        <div class="paragraph">
          <Inlines nodes={richTextNodes(part['elements'])} />
        </div>
      );
  }
}

function RichTextList({ list }: { readonly list: Dict }): JSX.Element {
  const items = dicts(list['elements']).map((item, index) => (
    <li key={index}>
      <Inlines nodes={richTextNodes(item['elements'])} />
    </li>
  ));
  const indent = Math.min(num(list['indent']) ?? 0, 8);
  if (str(list['style']) !== 'ordered') return <ul class={`indent-${indent}`}>{items}</ul>;
  return (
    <ol class={`indent-${indent}`} start={(num(list['offset']) ?? 0) + 1}>
      {items}
    </ol>
  );
}
