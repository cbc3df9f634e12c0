import { Fragment, type JSX } from 'preact';
import { useContext, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { PageMessage } from '../slack/page-api.ts';
import { Icon } from './icons.tsx';
import { MessageItem } from './message.tsx';
import { channelTimeline, replySummaries, timeOf } from './messages.ts';
import { NoticeLine } from './notices.tsx';
import { Page } from './page-context.ts';
import { dayName } from './text/dates.ts';

const pageSize = 150;
const noMessages: readonly PageMessage[] = [];
const compactWithinMs = 5 * 60_000;

/** A channel's messages, kept at the newest while the reader is there. */
export function MessageList({ channelId }: { readonly channelId: string }): JSX.Element {
  const { newSince } = useContext(Page).model;
  const { timeline, summaries, texts, notices } = useTimeline(channelId);
  const [shown, setShown] = useState(pageSize);
  const follow = useFollow(`${timeline.at(-1)?.ts} ${timeline.length} ${notices.length}`);
  const visible = timeline.slice(-shown);
  return (
    <div class="message-scroll-frame">
      <div
        class="message-scroll"
        ref={follow.box}
        onScroll={follow.onScroll}
        role="log"
        aria-label="Messages"
        tabIndex={0}
      >
        <div class="message-list">
          {timeline.length > shown && (
            <button type="button" class="button earlier" onClick={() => setShown(shown + pageSize)}>
              Show earlier messages
            </button>
          )}
          {timeline.length === 0 && <div class="empty">No messages yet. New ones appear here by themselves.</div>}
          {visible.map((message, index) => (
            <Fragment key={message.ts}>
              <Separators message={message} before={visible[index - 1]} newSince={newSince[channelId]} />
              <MessageItem
                message={message}
                compact={isCompact(message, visible[index - 1])}
                inThread={false}
                replies={summaries.get(message.ts)}
                parentText={message.broadcast ? texts.get(message.threadTs ?? '') : undefined}
              />
            </Fragment>
          ))}
          {notices.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} />
          ))}
        </div>
      </div>
      {follow.behind && (
        <button type="button" class="jump" onClick={follow.toNewest}>
          <Icon name="arrow" size={14} /> New messages
        </button>
      )}
    </div>
  );
}

/** What the acting person sees of a channel, and its threads in short. */
function useTimeline(channelId: string) {
  const { messages, userId, dismissed, notices } = useContext(Page).model;
  const list = messages[channelId] ?? noMessages;
  return {
    timeline: useMemo(() => channelTimeline(list, { userId, dismissed }), [list, userId, dismissed]),
    summaries: useMemo(() => replySummaries(list), [list]),
    texts: useMemo(() => new Map(list.map(({ ts, text }) => [ts, text])), [list]),
    notices: notices.filter((notice) => notice.channelId === channelId && notice.userId === userId),
  };
}

interface SeparatorsProps {
  readonly message: PageMessage;
  readonly before: PageMessage | undefined;
  readonly newSince: string | undefined;
}

/** The lines above a message: a new day, the first unread one. */
function Separators({ message, before, newSince }: SeparatorsProps): JSX.Element {
  const at = new Date(timeOf(message.ts));
  const isNewDay = !before || new Date(timeOf(before.ts)).toDateString() !== at.toDateString();
  return (
    <>
      {isNewDay && (
        <div class="day-line" role="separator">
          <span>{dayName(at, { now: new Date() })}</span>
        </div>
      )}
      {message.ts === newSince && (
        <div class="new-line" role="separator">
          <span>New</span>
        </div>
      )}
    </>
  );
}

/** Whether a message is shown without its author: the same one wrote just before. */
export function isCompact(message: PageMessage, before: PageMessage | undefined): boolean {
  if (!before || message.userId !== before.userId || message.ephemeralFor !== before.ephemeralFor) return false;
  if (message.broadcast || message.ephemeralFor !== undefined) return false;
  // People's messages come with one rich_text block; anything else is a card, which keeps its author.
  if (message.blocks.some(({ type }) => type !== 'rich_text')) return false;
  return timeOf(message.ts) - timeOf(before.ts) < compactWithinMs;
}

/** Keeps a scrolled box at its end while it was there; says when something came that is out of sight. */
export function useFollow(newest: string) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [behind, setBehind] = useState(false);
  const toNewest = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
    atEnd.current = true;
    setBehind(false);
  };
  useLayoutEffect(() => {
    if (atEnd.current) toNewest();
    else setBehind(true);
  }, [newest]);
  useLayoutEffect(() => {
    // Pictures that load and cards that are edited change the height without a new message.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toNewest();
    });
    if (box.current) observer.observe(box.current);
    if (box.current?.firstElementChild) observer.observe(box.current.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
    if (atEnd.current) setBehind(false);
  };
  return { box, behind, toNewest, onScroll };
}
