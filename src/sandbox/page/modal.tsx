import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { PageView } from '../slack/page-api.ts';
import { Blocks } from './blocks/block.tsx';
import { missingInputs } from './form.ts';
import { Icon } from './icons.tsx';
import { Page } from './page-context.ts';
import { Avatar } from './people.tsx';
import { Acting, useSurface } from './surface.ts';

type Errors = PageView['errors'];
const noErrors: Errors = {};

/** One modal of the stack; only the topmost is in sight, those below keep what was typed. */
export function Modal({ view, isTop }: { readonly view: PageView; readonly isTop: boolean }): JSX.Element {
  const { model } = useContext(Page);
  const { userId, act } = useContext(Acting);
  const dialog = useDialog(isTop);
  const surface = useSurface(view.blocks, { viewId: view.id });
  const [missing, setMissing] = useState<Errors>(noErrors);
  const [sending, setSending] = useState(false);
  const busy = sending || view.busy;
  const close = (): void => void act({ type: 'close', userId, viewId: view.id });
  const submit = async (): Promise<void> => {
    const empty = missingInputs(view.blocks, surface.state);
    setMissing(empty);
    if (busy || Object.keys(empty).length > 0) return;
    setSending(true);
    await act({ type: 'submit', userId, viewId: view.id, state: surface.state });
    setSending(false);
  };
  return (
    <dialog
      ref={dialog}
      class="dialog modal"
      aria-labelledby={`title-${view.id}`}
      data-testid={isTop ? 'modal' : 'modal-below'}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <header>
          <Avatar userId={model.botUserId} size="small" />
          <h2 id={`title-${view.id}`}>{view.title}</h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <div class="dialog-body">
          <Blocks blocks={view.blocks} surface={surface} errors={{ ...view.errors, ...missing }} />
        </div>
        <footer>
          <button type="button" class="button" data-testid="modal-close" onClick={close}>
            {view.close ?? 'Cancel'}
          </button>
          {view.submit && (
            <button
              type="submit"
              class={`button primary ${busy ? 'pending' : ''}`}
              aria-busy={busy}
              aria-disabled={busy}
              data-testid="modal-submit"
            >
              <span class="button-label">{view.submit}</span>
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}

/** Opens as a modal dialog while on top; the browser then keeps the focus inside and dims the rest. */
function useDialog(isTop: boolean) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (isTop && !element.open) {
      element.showModal();
      element.querySelector<HTMLElement>('.dialog-body :is(input, textarea, button, select)')?.focus();
    }
    if (!isTop && element.open) element.close();
  }, [isTop]);
  return dialog;
}
