import type { JSX } from 'preact';
import { EmojiText } from '../text/emoji-view.tsx';
import { Mrkdwn } from '../text/flow-view.tsx';
import { Inlines } from '../text/inline-view.tsx';
import { parseEmoji } from '../text/inline.ts';
import { decodeEntities } from '../text/nodes.ts';
import { dict, str } from './read.ts';

/** A text object: mrkdwn parsed, plain_text as it is, its emoji names shown unless `emoji` is false. */
export function TextObject({ value }: { readonly value: unknown }): JSX.Element {
  const { type, text, verbatim } = dict(value);
  if (type === 'mrkdwn') return <Mrkdwn text={str(text)} verbatim={verbatim === true} />;
  return <PlainText value={value} />;
}

/** A plain_text object. */
export function PlainText({ value }: { readonly value: unknown }): JSX.Element {
  const { text, emoji } = dict(value);
  if (emoji === false) return <EmojiText text={decodeEntities(str(text))} />;
  return <Inlines nodes={parseEmoji(str(text))} />;
}
