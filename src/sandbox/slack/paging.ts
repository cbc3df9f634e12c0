import { limitArg, textArg } from './args.ts';
import type { JsonObject } from './json.ts';
import { SlackError } from './slack-error.ts';

const PREFIX = 'next:';

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const plain = Buffer.from(cursor, 'base64').toString();
  const offset = Number(plain.slice(PREFIX.length));
  if (!plain.startsWith(PREFIX) || !Number.isInteger(offset)) throw new SlackError('invalid_cursor');
  return offset;
}

/** One page of a list, and the cursor of the next: the empty text after the last. */
export function pageOf<Item>(items: readonly Item[], args: JsonObject, limits: { fallback: number; max: number }) {
  const offset = offsetOf(textArg(args, 'cursor'));
  const end = offset + limitArg(args, limits);
  const cursor = end < items.length ? Buffer.from(`${PREFIX}${end}`).toString('base64') : '';
  return { page: items.slice(offset, end), cursor, hasMore: end < items.length };
}
