import { cut } from './escape.ts';

/** Escaped `mrkdwn` of at most `max` code points; never ends inside an entity or a `<…>` token. */
export function cutMrkdwn(text: string, max: number): string {
  const shorter = cut(text, max);
  if (shorter === text) return text;
  const body = shorter.slice(0, -1).replace(/&[a-z]{0,3}$/, '');
  const open = body.lastIndexOf('<');
  return open > body.lastIndexOf('>') ? `${body.slice(0, open)}…` : `${body}…`;
}
