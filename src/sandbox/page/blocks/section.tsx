import type { JSX } from 'preact';
import type { Block } from '../../slack/page-api.ts';
import { Element } from '../elements/element.tsx';
import { BlockImage } from './image.tsx';
import { dict, dicts, str } from './read.ts';
import { TextObject } from './text-object.tsx';

/** A section: text, fields in two columns, one accessory at the right. */
export function SectionBlock({ block }: { readonly block: Block }): JSX.Element {
  const fields = dicts(block['fields']);
  return (
    <div class="section">
      <div class="section-text">
        {block['text'] !== undefined && <TextObject value={block['text']} />}
        {fields.length > 0 && (
          <div class="section-fields">
            {fields.map((field, index) => (
              <div key={index} class="section-field">
                <TextObject value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block['accessory'] !== undefined && (
        <div class="section-accessory">
          <Element element={dict(block['accessory'])} blockId={block.block_id} />
        </div>
      )}
    </div>
  );
}

/** A context: small grey text and pictures on one line. */
export function ContextBlock({ block }: { readonly block: Block }): JSX.Element {
  return (
    <div class="context">
      {dicts(block['elements']).map((element, index) => (
        <span key={index} class="context-item">
          {element['type'] === 'image' ? <BlockImage image={element} size="context" /> : <TextObject value={element} />}
        </span>
      ))}
    </div>
  );
}

/** Buttons, selects and the like, side by side. */
export function ActionsBlock({ block }: { readonly block: Block }): JSX.Element {
  return (
    <div class="actions" data-testid={`actions-${block.block_id}`}>
      {dicts(block['elements']).map((element, index) => (
        <Element key={str(element['action_id']) || index} element={element} blockId={block.block_id} />
      ))}
    </div>
  );
}
