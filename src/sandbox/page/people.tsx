import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { Directory } from './directory.ts';

const hues = ['#2f7a5f', '#3b6fb5', '#a4502f', '#7a4fa3', '#b5841d', '#2c7f95'];

/** A person's or the bot's square picture, drawn from the name. */
export function Avatar({ userId, size }: { readonly userId: string; readonly size: 'large' | 'middle' | 'small' }) {
  const { users } = useContext(Directory);
  const user = users.find(({ id }) => id === userId);
  if (user?.isBot) return <BotAvatar size={size} />;
  const name = user?.name ?? '?';
  const hue =
    hues[Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % hues.length] ?? '#555';
  return (
    <span class={`avatar avatar-${size}`} style={{ background: hue }} aria-hidden="true">
      {name.slice(0, 1).toUpperCase()}
    </span>
  );
}

function BotAvatar({ size }: { readonly size: string }): JSX.Element {
  return (
    <span class={`avatar avatar-${size} avatar-bot`} aria-hidden="true">
      <svg viewBox="0 0 32 32">
        <path d="M8 24V10l3-3 3 3v14m4 0V10l3-3 3 3v14M5 14h22M5 20h22" />
      </svg>
    </span>
  );
}

/** The name shown for a user id. */
export function useName(userId: string): { readonly name: string; readonly isBot: boolean } {
  const { users } = useContext(Directory);
  return users.find(({ id }) => id === userId) ?? { name: userId || 'unknown', isBot: false };
}
