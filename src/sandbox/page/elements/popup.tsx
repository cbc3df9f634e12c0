import type { ComponentChildren, JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

interface PopupProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly role: 'menu' | 'dialog';
  readonly align?: 'start' | 'end';
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

const items = '[role=menuitem]:not(:disabled), [role=menuitemradio], [role=option]';

/**
 * A menu or list at its anchor, above everything (modals included). Escape, Tab and a press outside close it, arrow
 * keys move through its items; closing gives the focus back to the anchor.
 */
export function Popup({ anchor, label, role, align = 'start', onClose, children }: PopupProps): JSX.Element {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = popup.current;
    if (!element || !anchor.current) return;
    element.showPopover();
    place(element, anchor.current, align);
    (element.querySelector<HTMLElement>('input') ?? element.querySelector<HTMLElement>(items))?.focus();
  }, []);
  useEffect(() => {
    const onOutside = ({ target }: Event): void => {
      if (target instanceof Node && (popup.current?.contains(target) || anchor.current?.contains(target))) return;
      onClose();
    };
    document.addEventListener('pointerdown', onOutside);
    window.addEventListener('resize', onClose);
    return () => {
      document.removeEventListener('pointerdown', onOutside);
      window.removeEventListener('resize', onClose);
    };
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault();
      event.stopPropagation();
      onClose();
      anchor.current?.focus();
      return;
    }
    if (popup.current && moveFocus(popup.current, event.key)) event.preventDefault();
  };
  return (
    <div ref={popup} popover="manual" class="popup" role={role} aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

/** Moves between items as arrow keys say; false where the key is none of them. */
function moveFocus(popup: HTMLElement, key: string): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step === undefined) return false;
  const list = [...popup.querySelectorAll<HTMLElement>(items)];
  const at = list.findIndex((item) => item === document.activeElement);
  list[(at + step + list.length) % list.length]?.focus();
  return true;
}

function place(popup: HTMLElement, anchor: HTMLElement, align: 'start' | 'end'): void {
  const edge = 8;
  const from = anchor.getBoundingClientRect();
  const { width, height } = popup.getBoundingClientRect();
  const left = align === 'end' ? from.right - width : from.left;
  const fitsBelow = from.bottom + 4 + height <= window.innerHeight - edge;
  const top = fitsBelow ? from.bottom + 4 : from.top - 4 - height;
  popup.style.left = `${Math.max(edge, Math.min(left, window.innerWidth - width - edge))}px`;
  popup.style.top = `${Math.max(edge, top)}px`;
  popup.style.minWidth = `${Math.min(from.width, 400)}px`;
}
