import type { JSX } from 'preact';
import { useCallback, useContext, useRef, useState } from 'preact/hooks';
import { num, str, wordsOf } from '../blocks/read.ts';
import { Directory } from '../directory.ts';
import { Icon } from '../icons.tsx';
import { type ElementProps, useElement } from '../surface.ts';
import { type Choice, OptionList } from './option-list.tsx';
import { Popup } from './popup.tsx';
import { choicesOf, chosenOf, multiValue, singleValue } from './select-kinds.ts';

/** A select of one option, person or conversation. */
export function SelectElement(props: ElementProps): JSX.Element {
  const { element } = props;
  const { value, change, pending } = useElement(props);
  const choices = choicesOf(element, useContext(Directory));
  const chosen = chosenOf(value);
  const picked = choices.find(({ key }) => chosen.has(key));
  const list = usePopup();
  const placeholder = wordsOf(element['placeholder']) || 'Select an option';
  return (
    <div class="select-frame">
      <button type="button" {...selectAttributes(props, list)} class={`select ${pending ? 'pending' : ''}`}>
        <span class={picked ? '' : 'placeholder'}>{picked?.label ?? placeholder}</span>
        <Icon name="down" size={16} />
      </button>
      {list.open && (
        <Popup anchor={list.anchor} label={placeholder} role="dialog" onClose={list.close}>
          <OptionList
            choices={choices}
            chosen={chosen}
            label={placeholder}
            choose={({ key }) => {
              list.close();
              list.anchor.current?.focus();
              change(singleValue(element, key));
            }}
          />
        </Popup>
      )}
    </div>
  );
}

/** A select of several; outside inputs it reports when its list closes, as Slack's does. */
export function MultiSelectElement(props: ElementProps): JSX.Element {
  const { list, chosen, toggle, pending } = useMultiple(props);
  const choices = choicesOf(props.element, useContext(Directory));
  const placeholder = wordsOf(props.element['placeholder']) || 'Select options';
  const picked = choices.filter(({ key }) => chosen.has(key));
  return (
    <div class="select-frame">
      <button
        type="button"
        {...selectAttributes(props, list)}
        class={`select select-multi ${pending ? 'pending' : ''}`}
      >
        {picked.length === 0 && <span class="placeholder">{placeholder}</span>}
        {picked.map(({ key, label }) => (
          <span key={key} class="chip">
            {label}
          </span>
        ))}
        <Icon name="down" size={16} />
      </button>
      {list.open && (
        <Popup anchor={list.anchor} label={placeholder} role="dialog" onClose={list.close}>
          <OptionList choices={choices} chosen={chosen} label={placeholder} multiple choose={toggle} />
        </Popup>
      )}
    </div>
  );
}

function useMultiple(props: ElementProps) {
  const { element } = props;
  const { value, change, pending } = useElement(props);
  const chosen = chosenOf(value);
  const before = useRef('');
  const current = useRef(chosen);
  current.current = chosen;
  const list = usePopup({
    onOpen: () => {
      before.current = keyOf(current.current);
    },
    onClose: () => {
      if (keyOf(current.current) !== before.current) change(multiValue(element, current.current));
    },
  });
  const most = num(element['max_selected_items']) ?? Infinity;
  const toggle = ({ key }: Choice): void => {
    const next = new Set(chosen.has(key) ? [...chosen].filter((other) => other !== key) : [...chosen, key]);
    if (next.size <= most) change(multiValue(element, next), false);
  };
  return { list, chosen, toggle, pending };
}

interface PopupState {
  readonly open: boolean;
  readonly anchor: { readonly current: HTMLButtonElement | null };
  readonly toggle: () => void;
  readonly close: () => void;
}

function usePopup(on: { readonly onOpen?: () => void; readonly onClose?: () => void } = {}): PopupState {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const listeners = useRef(on);
  listeners.current = on;
  const close = useCallback(() => {
    setOpen(false);
    listeners.current.onClose?.();
  }, []);
  const toggle = (): void => {
    if (open) {
      close();
      return;
    }
    setOpen(true);
    listeners.current.onOpen?.();
  };
  return { open, anchor, close, toggle };
}

function selectAttributes({ element, input }: ElementProps, list: PopupState) {
  // Named by its label and by what is chosen, which is its own text.
  const id = input ? `${input.labelledBy}-field` : undefined;
  return {
    ref: list.anchor,
    id,
    'aria-haspopup': 'listbox' as const,
    'aria-expanded': list.open,
    'aria-labelledby': input ? `${input.labelledBy} ${id}` : undefined,
    'aria-describedby': input?.describedBy,
    'data-testid': `action-${str(element['action_id'])}`,
    onClick: list.toggle,
  };
}

function keyOf(chosen: ReadonlySet<string>): string {
  return JSON.stringify([...chosen].toSorted());
}
