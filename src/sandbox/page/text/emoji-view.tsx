import type { JSX } from 'preact';
import { emojiCharacter, emojiName } from './emoji.ts';
import { drawings, type Stroke } from './emoji-drawings.ts';

const pictographs = /(\p{Extended_Pictographic}\uFE0F?)/gu;

/** An emoji by its short name: drawn where we have a drawing (many machines have no emoji font), else the character. */
export function Emoji({ name }: { readonly name: string }): JSX.Element {
  const drawing = drawings.get(name);
  return (
    <span class="emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
      {drawing ? <Drawing strokes={drawing} /> : emojiCharacter(name)}
    </span>
  );
}

/** Plain text in which emoji characters that we draw are replaced by their drawing, as Slack does. */
export function EmojiText({ text }: { readonly text: string }): JSX.Element {
  const parts = text.split(pictographs);
  if (parts.length === 1) return <>{text}</>;
  return (
    <>
      {parts.map((part, index) => {
        const name = index % 2 === 1 ? emojiName(part) : undefined;
        return name && drawings.has(name) ? <Emoji key={index} name={name} /> : part;
      })}
    </>
  );
}

function Drawing({ strokes }: { readonly strokes: readonly Stroke[] }): JSX.Element {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      {strokes.map(({ d, fill = 'none', line = 'none', width = 1 }) => (
        <path key={d} d={d} fill={fill} stroke={line} stroke-width={width} />
      ))}
    </svg>
  );
}
