import type { JSX } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { Page } from './page-context.ts';
import type { Notice } from './state.ts';

const toastMs = 9000;

/** A warning of Slack's own in a channel: only its person sees it. */
export function NoticeLine({ notice }: { readonly notice: Notice }): JSX.Element {
  const { dispatch } = useContext(Page);
  return (
    <div class="notice" role="alert" data-testid="warning">
      <span class="notice-sign" aria-hidden="true">
        !
      </span>
      <span class="notice-text">
        <small>
          <Icon name="eye" size={12} /> Only visible to you
        </small>
        {notice.text}
      </span>
      <button
        type="button"
        class="icon-button"
        aria-label="Dismiss"
        onClick={() => dispatch({ type: 'clear-notice', id: notice.id })}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

/** Warnings that belong to no channel in sight, over everything (modals included) for a few seconds. */
export function Toasts({ notices }: { readonly notices: readonly Notice[] }): JSX.Element | null {
  const { dispatch } = useContext(Page);
  const frame = useRef<HTMLDivElement>(null);
  const last = notices.at(-1)?.id;
  useEffect(() => {
    if (last === undefined) return undefined;
    // Shown anew each time: the latest to open lies on top, and a modal may have opened since.
    if (frame.current?.matches(':popover-open')) frame.current.hidePopover();
    frame.current?.showPopover();
    const timer = setTimeout(() => dispatch({ type: 'clear-notice', id: last }), toastMs);
    return () => clearTimeout(timer);
  }, [last]);
  if (notices.length === 0) return null;
  return (
    <div ref={frame} popover="manual" class="toasts">
      {notices.map((notice) => (
        <div key={notice.id} class="toast" role="alert" data-testid="toast">
          <span class="notice-sign" aria-hidden="true">
            !
          </span>
          {notice.text}
          <button
            type="button"
            class="icon-button"
            aria-label="Dismiss"
            onClick={() => dispatch({ type: 'clear-notice', id: notice.id })}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
