import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { PageView } from '../slack/page-api.ts';
import { Blocks } from './blocks/block.tsx';
import { missingInputs } from './form.ts';
import { Icon } from './icons.tsx';
import { Page } from './page-context.ts';
import { Avatar } from './people.tsx';
import { Acting, type SurfaceView, useSurface } from './surface.ts';

interface ModalProps {
  readonly view: PageView;
  /** Only the topmost of a stack is in sight; those below keep what was typed. */
  readonly isTop: boolean;
}

/** One modal of the stack. */
export function Modal({ view, isTop }: ModalProps): JSX.Element {
  const { userId, act } = useContext(Acting);
  const dialog = useDialog(isTop);
  const surface = useSurface(view.blocks, { viewId: view.id });
  const { errors, busy, submit } = useSubmission(view, surface);
  const close = (): void => void act({ type: 'close', userId, viewId: view.id });
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
        <ModalHead view={view} onClose={close} />
        <div class="dialog-body">
          <Blocks blocks={view.blocks} surface={surface} errors={errors} />
        </div>
        <ModalFoot view={view} busy={busy} onClose={close} />
      </form>
    </dialog>
  );
}

function ModalHead({ view, onClose }: { readonly view: PageView; readonly onClose: () => void }): JSX.Element {
  const { botUserId } = useContext(Page).model;
  return (
    <header>
      <Avatar userId={botUserId} size="small" />
      <h2 id={`title-${view.id}`}>{view.title}</h2>
      <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  );
}

interface ModalFootProps {
  readonly view: PageView;
  readonly busy: boolean;
  readonly onClose: () => void;
}

function ModalFoot({ view, busy, onClose }: ModalFootProps): JSX.Element {
  return (
    <footer>
      <button type="button" class="button" data-testid="modal-close" onClick={onClose}>
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
  );
}

/** Sends the form once everything required is filled in; until then says what is missing, as it is being filled. */
function useSubmission(view: PageView, { state }: SurfaceView) {
  const { userId, act } = useContext(Acting);
  const [attempted, setAttempted] = useState(false);
  const [sending, setSending] = useState(false);
  const busy = sending || view.busy;
  const missing = missingInputs(view.blocks, state);
  const submit = async (): Promise<void> => {
    const isComplete = Object.keys(missing).length === 0;
    setAttempted(!isComplete);
    if (busy || !isComplete) return;
    setSending(true);
    await act({ type: 'submit', userId, viewId: view.id, state });
    setSending(false);
  };
  return { errors: attempted ? { ...view.errors, ...missing } : view.errors, busy, submit };
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
