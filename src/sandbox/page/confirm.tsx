import { createContext, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Dict, str, wordsOf } from './blocks/read.ts';
import { TextObject } from './blocks/text-object.tsx';

/** Asks in a dialog, as Slack shows a `confirm` object; true where the person agrees. */
export type Ask = (confirm: Dict) => Promise<boolean>;

export const AskConfirm = createContext<Ask>(async () => true);

/** A confirm dialog in wait of its answer. */
export interface Question {
  readonly confirm: Dict;
  readonly answer: (agreed: boolean) => void;
}

/** Shows one question; Escape and Deny answer no. */
export function ConfirmDialog({ question }: { readonly question: Question }): JSX.Element {
  const { confirm, answer } = question;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const onCancel = (event: Event): void => {
    event.preventDefault();
    answer(false);
  };
  const style = str(confirm['style']) === 'danger' ? 'danger' : 'primary';
  return (
    <dialog
      ref={dialog}
      class="dialog confirm"
      aria-labelledby="confirm-title"
      data-testid="confirm"
      onCancel={onCancel}
    >
      <header>
        <h2 id="confirm-title">{wordsOf(confirm['title']) || 'Are you sure?'}</h2>
      </header>
      <div class="dialog-body">
        <TextObject value={confirm['text']} />
      </div>
      <footer>
        <button type="button" class="button" data-testid="confirm-deny" onClick={() => answer(false)}>
          {wordsOf(confirm['deny']) || 'Cancel'}
        </button>
        <button type="button" class={`button ${style}`} data-testid="confirm-agree" onClick={() => answer(true)}>
          {wordsOf(confirm['confirm']) || 'Yes'}
        </button>
      </footer>
    </dialog>
  );
}
