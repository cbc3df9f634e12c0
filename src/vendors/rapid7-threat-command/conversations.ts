import { createHash } from 'node:crypto';
import { VendorError } from '../../domain/errors.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { parseEach } from '../../http/parse-each.ts';
import type { Feed, FeedRequest, Remark } from '../../ports/vendor.ts';
import { alertPath } from './alert-command.ts';
import type { AlertFeedParts } from './alerts.ts';
import { JsonList } from './client.ts';
import type { Rapid7Client } from './client.ts';
import { ConversationsCursor, readCursor } from './cursor-schema.ts';
import { inParallel } from './in-parallel.ts';
import { ConversationMessage } from './schema.ts';

const askedAtOnce = 4;
const minuteMs = 60_000;
const longestPauseMs = 60 * minuteMs;

type Asked = ConversationsCursor['asked'][string];

/**
 * What analysts answer, for the threads of the alerts on which somebody asked. The longer nothing is said, the less
 * often an alert is asked about: with each poll at first, each hour at last. Source: CONTRACT.md §4.2.
 */
export function conversationsFeed({ client, settings }: AlertFeedParts): Feed {
  return {
    name: 'conversations',
    schedule: settings.fetch.every,
    primary: false,
    first: { kind: 'now' },
    async read(request) {
      const before = request.cursor === undefined ? {} : readCursor(ConversationsCursor, request.cursor).asked;
      const watched = await request.watchedIds();
      const due = watched.filter((id) => (before[id]?.nextAt ?? '') <= request.now.toISOString());
      const talks = await inParallel(due, askedAtOnce, async (id) => talkAbout(client, id, request));
      const failures = talks.flatMap((talk) => ('error' in talk ? [talk.error] : []));
      const [first] = failures;
      if (first !== undefined && failures.length === talks.length && talks.length > 1) throw first;
      const heard = new Map(talks.flatMap((talk) => ('messages' in talk ? [[talk.id, talk.messages.length]] : [])));
      const asked = watched.map((id) => [id, placeAfter(before[id], heard.get(id), request.now)] as const);
      return {
        drafts: [],
        rejected: [],
        indicators: [],
        absent: [],
        remarks: talks.flatMap((talk) => ('messages' in talk ? remarksOf(talk, request) : [])),
        next: { asked: Object.fromEntries(asked) },
        more: false,
        warnings: failures.length === 0 ? [] : [`${failures.length} conversations with analysts could not be read.`],
      };
    },
  };
}

type Talk =
  | { readonly id: string; readonly messages: readonly ConversationMessage[] }
  | { readonly id: string; readonly error: VendorError };

async function talkAbout(client: Rapid7Client, id: string, { signal }: FeedRequest): Promise<Talk> {
  try {
    const path = alertPath('ask-the-analyst-conversation', id);
    const list = await client.json(JsonList, { method: 'GET', path, signal });
    return { id, messages: parseEach(ConversationMessage, list).accepted };
  } catch (error) {
    if (error instanceof VendorError) return { id, error };
    throw error;
  }
}

/** `heard` is absent where it was not asked, or gave no answer: then it is asked again as it would have been. */
function placeAfter(before: Asked | undefined, heard: number | undefined, now: Date): Asked {
  const at = now.toISOString();
  if (heard === undefined) return before ?? { messages: 0, since: at, nextAt: at };
  const since = before === undefined || before.messages !== heard ? at : before.since;
  const quietMs = now.getTime() - Date.parse(since);
  const pauseMs = quietMs < 10 * minuteMs ? 0 : Math.min(quietMs / 10, longestPauseMs);
  return { messages: heard, since, nextAt: new Date(now.getTime() + pauseMs).toISOString() };
}

function remarksOf(
  { id, messages }: { readonly id: string; readonly messages: readonly ConversationMessage[] },
  { now }: FeedRequest,
): readonly Remark[] {
  return messages.flatMap(({ date, initiator, message }) => {
    if (message === undefined || isOwn(initiator)) return [];
    const at = (date === undefined ? undefined : parseTimestamp(date)) ?? now.toISOString();
    const author = initiator ?? 'Analyst';
    return [{ externalId: id, id: printOf([date, initiator, message]), at, author, text: message }];
  });
}

/**
 * Whether it is the customer's side that speaks: the thread has the question already. The vendor's people appear by a
 * name (`Intsights`), the customer's by an address, an id or as `API` (CONTRACT.md §4.2.3, `conversation.json`).
 */
function isOwn(initiator: string | undefined): boolean {
  if (initiator === undefined || /@([\w-]+\.)*(rapid7|intsights)\.com$/i.test(initiator)) return false;
  return initiator.includes('@') || initiator === 'API' || /^[\da-f]{24}$/i.test(initiator);
}

function printOf(parts: readonly (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}
