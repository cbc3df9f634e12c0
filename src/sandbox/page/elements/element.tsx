import type { JSX } from 'preact';
import { BlockImage } from '../blocks/image.tsx';
import { str } from '../blocks/read.ts';
import type { ElementProps } from '../surface.ts';
import { ButtonElement, OverflowElement } from './button.tsx';
import { ChoicesElement } from './choices.tsx';
import { DateTimeElement } from './date-time.tsx';
import { MultiSelectElement, SelectElement } from './select.tsx';
import { TextFieldElement } from './text-field.tsx';

/** Any block element; one that the page cannot draw says so instead of vanishing. */
export function Element(props: ElementProps): JSX.Element {
  const type = str(props.element['type']);
  switch (type) {
    case 'button':
      return <ButtonElement {...props} />;
    case 'overflow':
      return <OverflowElement {...props} />;
    case 'static_select':
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
      return <SelectElement {...props} />;
    case 'multi_static_select':
    case 'multi_users_select':
      return <MultiSelectElement {...props} />;
    case 'checkboxes':
    case 'radio_buttons':
      return <ChoicesElement {...props} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateTimeElement {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextFieldElement {...props} />;
    case 'image':
      return <BlockImage image={props.element} size="accessory" />;
    default:
      return <span class="unknown">[{type || 'element'}: not drawn by the sandbox]</span>;
  }
}
