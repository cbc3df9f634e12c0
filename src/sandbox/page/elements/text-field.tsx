import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { dict, num, str, strs, wordsOf } from '../blocks/read.ts';
import { type ElementProps, useElement } from '../surface.ts';

/** Text, number, e-mail and URL inputs. Reports on Enter or on each character where the block asks for it. */
export function TextFieldElement(props: ElementProps): JSX.Element {
  const { element, input } = props;
  const { value, change } = useElement(props);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const type = str(element['type']);
  const isLong = element['multiline'] === true;
  useEffect(() => {
    if (element['focus_on_load'] === true) field.current?.focus();
  }, []);
  const triggers = strs(dict(element['dispatch_action_config'])['trigger_actions_on']);
  const report = (text: string, reports: boolean): void => change({ type, value: text || null }, reports);
  const dispatches = input?.dispatches ?? false;
  const attributes = {
    ref: field,
    class: `field ${isLong ? 'field-long' : ''}`,
    placeholder: wordsOf(element['placeholder']) || (type === 'url_text_input' ? 'https://' : ''),
    value: value?.value ?? '',
    minLength: num(element['min_length']),
    maxLength: num(element['max_length']),
    'aria-labelledby': input?.labelledBy,
    'aria-describedby': input?.describedBy,
    'data-testid': `action-${str(element['action_id'])}`,
    onInput: ({ currentTarget }: { readonly currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      report(currentTarget.value, dispatches && triggers.includes('on_character_entered')),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing || isLong || !dispatches) return;
      event.preventDefault();
      if (triggers.length === 0 || triggers.includes('on_enter_pressed')) report(value?.value ?? '', true);
    },
  };
  if (isLong) return <textarea rows={4} {...attributes} />;
  switch (type) {
    case 'email_text_input':
      return <input type="email" {...attributes} />;
    case 'url_text_input':
      return <input type="url" {...attributes} />;
    case 'number_input':
      return (
        <input
          type="number"
          step={element['is_decimal_allowed'] === true ? 'any' : '1'}
          min={str(element['min_value']) || undefined}
          max={str(element['max_value']) || undefined}
          {...attributes}
        />
      );
    default:
      return <input type="text" {...attributes} />;
  }
}
