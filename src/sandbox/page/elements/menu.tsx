import type { ComponentChildren, JSX } from 'preact';
import { useCallback, useRef, useState } from 'preact/hooks';
import { Popup } from './popup.tsx';

export interface MenuEntry {
  readonly label: string;
  readonly detail?: string;
  readonly danger?: boolean;
  readonly checked?: boolean;
  readonly testId?: string;
  readonly choose: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly title?: string;
  readonly class?: string;
  readonly align?: 'start' | 'end';
  readonly disabled?: boolean;
  readonly testId?: string;
  readonly entries: readonly MenuEntry[];
  readonly children: ComponentChildren;
}

/** A button that opens a menu of actions. */
export function Menu({ label, title, align, disabled, testId, entries, children, ...rest }: MenuProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);
  const choose = (entry: MenuEntry): void => {
    close();
    anchor.current?.focus();
    entry.choose();
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class={rest.class}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        title={label}
        disabled={disabled}
        data-testid={testId}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <Popup anchor={anchor} label={label} role="menu" onClose={close} {...(align ? { align } : {})}>
          {title && <div class="popup-title">{title}</div>}
          {entries.map((entry) => (
            <EntryButton key={entry.label} entry={entry} onChoose={() => choose(entry)} />
          ))}
        </Popup>
      )}
    </>
  );
}

function EntryButton({ entry, onChoose }: { readonly entry: MenuEntry; readonly onChoose: () => void }): JSX.Element {
  const radio = entry.checked === undefined ? {} : { 'aria-checked': entry.checked };
  return (
    <button
      type="button"
      role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
      {...radio}
      class={`popup-item ${entry.danger ? 'danger' : ''}`}
      data-testid={entry.testId}
      onClick={onChoose}
    >
      <span class="popup-item-text">
        {entry.label}
        {entry.detail && <small>{entry.detail}</small>}
      </span>
      {entry.checked && <span aria-hidden="true">✓</span>}
    </button>
  );
}
