import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Block } from '../../slack/page-api.ts';
import { Element } from '../elements/element.tsx';
import { dict } from './read.ts';
import { PlainText } from './text-object.tsx';

/** An input block: label, element, hint and what is wrong with it. */
export function InputBlock({
  block,
  error,
}: {
  readonly block: Block;
  readonly error: string | undefined;
}): JSX.Element {
  const id = useId();
  const dispatches = block['dispatch_action'] === true;
  const notes = `${id}-hint ${id}-error`;
  return (
    <div class={`input-block ${error ? 'has-error' : ''}`} data-testid={`input-${block.block_id}`}>
      <div class="input-label" id={`${id}-label`}>
        <PlainText value={block['label']} />
        {block['optional'] === true && <span class="optional"> (optional)</span>}
      </div>
      <Element
        element={dict(block['element'])}
        blockId={block.block_id}
        input={{ dispatches, labelledBy: `${id}-label`, describedBy: notes }}
      />
      {error && (
        <div class="input-error" id={`${id}-error`} role="alert">
          {error}
        </div>
      )}
      {block['hint'] !== undefined && (
        <div class="input-hint" id={`${id}-hint`}>
          <PlainText value={block['hint']} />
        </div>
      )}
    </div>
  );
}
