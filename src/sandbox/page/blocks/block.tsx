import type { JSX } from 'preact';
import type { Block } from '../../slack/page-api.ts';
import { Icon } from '../icons.tsx';
import { Surface, type SurfaceView } from '../surface.ts';
import { Flows } from '../text/flow-view.tsx';
import { parseMarkdown } from '../text/markdown.ts';
import { ImageBlock } from './image.tsx';
import { InputBlock } from './input.tsx';
import { str } from './read.ts';
import { RichText } from './rich-text.tsx';
import { ActionsBlock, ContextBlock, SectionBlock } from './section.tsx';
import { TableBlock } from './table.tsx';
import { PlainText, TextObject } from './text-object.tsx';

interface BlocksProps {
  readonly blocks: readonly Block[];
  readonly surface: SurfaceView;
  /** What is wrong with inputs, by block id. */
  readonly errors?: { readonly [blockId: string]: string };
}

/** Blocks on their surface, one under the other. */
export function Blocks({ blocks, surface, errors = {} }: BlocksProps): JSX.Element {
  return (
    <Surface.Provider value={surface}>
      <div class="blocks">
        {blocks.map((block) => (
          <div key={block.block_id} class={`block block-${block.type.replaceAll('_', '-')}`}>
            <BlockView block={block} error={errors[block.block_id]} />
          </div>
        ))}
      </div>
    </Surface.Provider>
  );
}

function BlockView({ block, error }: { readonly block: Block; readonly error: string | undefined }): JSX.Element {
  switch (block.type) {
    case 'header':
      return (
        <h3 class="header-text">
          <PlainText value={block['text']} />
        </h3>
      );
    case 'section':
      return <SectionBlock block={block} />;
    case 'context':
      return <ContextBlock block={block} />;
    case 'actions':
      return <ActionsBlock block={block} />;
    case 'divider':
      return <hr />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'table':
      return <TableBlock block={block} />;
    case 'image':
      return <ImageBlock block={block} />;
    case 'input':
      return <InputBlock block={block} error={error} />;
    case 'markdown':
      return <Flows flows={parseMarkdown(str(block['text']))} />;
    case 'alert':
      return (
        <div class="alert" role="note">
          <TextObject value={block['text']} />
        </div>
      );
    case 'file':
      return (
        <div class="file-card">
          <Icon name="file" />
          <span class="file-title">{str(block['external_id']) || 'File'}</span>
        </div>
      );
    default:
      return <span class="unknown">[{block.type}: not drawn by the sandbox]</span>;
  }
}
