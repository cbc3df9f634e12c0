import type { JSX } from 'preact';
import { PlainText } from '../blocks/text-object.tsx';
import { dict, dicts, str, wordsOf } from '../blocks/read.ts';
import { type ElementProps, useElement } from '../surface.ts';
import { safeUrl } from '../text/nodes.ts';
import { Icon } from '../icons.tsx';
import { Menu } from './menu.tsx';

/** A Block Kit button; one with a `url` also opens it. Shows that it waits until the bot has answered. */
export function ButtonElement(props: ElementProps): JSX.Element {
  const { element } = props;
  const { press, pending } = useElement(props);
  const style = str(element['style']);
  const onClick = (): void => {
    const url = safeUrl(str(element['url']));
    if (url) window.open(url, '_blank', 'noopener,noreferrer');
    press({ type: 'button', value: str(element['value']) || null });
  };
  return (
    <button
      type="button"
      class={`button ${style === 'primary' || style === 'danger' ? style : ''} ${pending ? 'pending' : ''}`}
      aria-label={str(element['accessibility_label']) || undefined}
      aria-busy={pending}
      aria-disabled={pending}
      data-testid={`action-${str(element['action_id'])}`}
      onClick={pending ? undefined : onClick}
    >
      <span class="button-label">
        <PlainText value={element['text']} />
      </span>
    </button>
  );
}

/** The overflow menu (⋯). */
export function OverflowElement(props: ElementProps): JSX.Element {
  const { element } = props;
  const { press, pending } = useElement(props);
  const entries = dicts(element['options']).map((option) => ({
    label: wordsOf(option['text']),
    detail: wordsOf(dict(option)['description']),
    choose: () => {
      const url = safeUrl(str(option['url']));
      if (url) window.open(url, '_blank', 'noopener,noreferrer');
      press({ type: 'overflow', selected_option: option });
    },
  }));
  return (
    <Menu
      label="More actions for this message"
      class={`button overflow ${pending ? 'pending' : ''}`}
      testId={`action-${str(element['action_id'])}`}
      disabled={pending}
      entries={entries}
    >
      <span class="button-label overflow-dots">
        <Icon name="dots" />
      </span>
    </Menu>
  );
}
