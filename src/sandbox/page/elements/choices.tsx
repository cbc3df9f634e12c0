import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { dicts, str } from '../blocks/read.ts';
import { TextObject } from '../blocks/text-object.tsx';
import { type ElementProps, useElement } from '../surface.ts';
import { chosenOf, multiValue } from './select-kinds.ts';

/** Checkboxes and radio buttons. */
export function ChoicesElement(props: ElementProps): JSX.Element {
  const { element, input } = props;
  const { value, change } = useElement(props);
  const name = useId();
  const chosen = chosenOf(value);
  const isRadio = element['type'] === 'radio_buttons';
  const onChange = (key: string, on: boolean): void => {
    if (isRadio) {
      change({ type: 'radio_buttons', selected_option: dicts(element['options']).find((one) => one['value'] === key) });
      return;
    }
    const next = new Set(on ? [...chosen, key] : [...chosen].filter((other) => other !== key));
    change(multiValue(element, next));
  };
  return (
    <div
      class="choices"
      role={isRadio ? 'radiogroup' : 'group'}
      aria-labelledby={input?.labelledBy}
      aria-describedby={input?.describedBy}
      data-testid={`action-${str(element['action_id'])}`}
    >
      {dicts(element['options']).map((option) => {
        const key = str(option['value']);
        return (
          <label key={key} class="choice">
            <input
              type={isRadio ? 'radio' : 'checkbox'}
              name={name}
              value={key}
              checked={chosen.has(key)}
              onChange={({ currentTarget }) => onChange(key, currentTarget.checked)}
            />
            <span class="choice-text">
              <TextObject value={option['text']} />
              {option['description'] !== undefined && (
                <small>
                  <TextObject value={option['description']} />
                </small>
              )}
            </span>
          </label>
        );
      })}
    </div>
  );
}
