import type { types } from '@slack/bolt';
import { words } from './block-kit.ts';

const shown = '{date_short_pretty} {time}';

/** An instant in the reader's own time zone, for `mrkdwn`. A text that is no instant gives `unknown`. */
export function dateToken(at: string): string {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? 'unknown' : `<!date^${Math.floor(ms / 1000)}^${shown}|${utc(ms)}>`;
}

/** An instant in the reader's own time zone, for rich text. */
export function dateElement(at: string): types.RichTextElement {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) return words('unknown');
  return { type: 'date', timestamp: Math.floor(ms / 1000), format: shown, fallback: utc(ms) };
}

/** `2026-09-03 10:22 UTC` */
function utc(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
