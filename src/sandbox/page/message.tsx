import type { JSX } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { Block, PageMessage } from '../slack/page-api.ts';
import { Icon } from './icons.tsx';
import { MessageBody } from './message-parts.tsx';
import { MessageTools } from './message-tools.tsx';
import { type ReplySummary, timeOf } from './messages.ts';
import { Dispatching } from './page-context.ts';
import { Avatar, useName } from './people.tsx';
import { useSurface } from './surface.ts';
import { useNow } from './text/now.ts';
import { clockTime, dayName, timeAgo } from './text/dates.ts';

interface MessageItemProps {
  readonly message: PageMessage;
  /** Follows one of the same person shortly after: shown without picture and name. */
  readonly compact: boolean;
  readonly inThread: boolean;
  readonly replies?: ReplySummary | undefined;
  /** The text of the thread's parent, for a reply that is also shown in the channel. */
  readonly parentText?: string | undefined;
}

/** One message. Drawn again only when something it shows has changed. */
export function MessageItem(props: MessageItemProps): JSX.Element {
  const { message, compact, inThread, replies, parentText } = props;
  return useMemo(
    () => <MessageRow {...props} />,
    [message, compact, inThread, parentText, replies?.count, replies?.lastTs, replies?.repliers],
  );
}

function MessageRow({ message, compact, inThread, replies, parentText }: MessageItemProps): JSX.Element {
  const { channelId, ts, userId } = message;
  const blocks = useMemo(() => allBlocks(message), [message]);
  const surface = useSurface(blocks, { channelId, messageTs: ts });
  const isPrivate = message.ephemeralFor !== undefined;
  const at = new Date(timeOf(ts));
  const { name } = useName(userId);
  return (
    <article
      class={`message ${compact ? 'compact' : ''} ${isPrivate ? 'ephemeral' : ''}`}
      data-testid={`message-${ts}`}
      aria-label={`${name}, ${clockTime(at)}`}
    >
      {isPrivate && <EphemeralLine />}
      {message.broadcast && !inThread && <BroadcastLine message={message} parentText={parentText} />}
      <div class="message-gutter">
        {compact ? <time class="gutter-time">{clockTime(at)}</time> : <Avatar userId={userId} size="large" />}
      </div>
      <div class="message-main">
        {!compact && <MessageHead userId={userId} at={at} />}
        <MessageBody message={message} surface={surface} />
        {isPrivate && <DismissLine message={message} />}
        {replies && !inThread && <ReplyLine message={message} replies={replies} />}
      </div>
      {!isPrivate && <MessageTools message={message} inThread={inThread} />}
    </article>
  );
}

function MessageHead({ userId, at }: { readonly userId: string; readonly at: Date }): JSX.Element {
  const { name, isBot } = useName(userId);
  return (
    <div class="message-head">
      <span class="message-author">{name}</span>
      {isBot && <span class="badge">APP</span>}
      <time class="message-time" title={at.toLocaleString()} dateTime={at.toISOString()}>
        {clockTime(at)}
      </time>
    </div>
  );
}

function EphemeralLine(): JSX.Element {
  return (
    <div class="message-note">
      <Icon name="eye" size={14} /> Only visible to you
    </div>
  );
}

function DismissLine({ message: { channelId, ts } }: { readonly message: PageMessage }): JSX.Element {
  const dispatch = useContext(Dispatching);
  return (
    <button type="button" class="link-button" onClick={() => dispatch({ type: 'dismiss', channelId, ts })}>
      Dismiss message
    </button>
  );
}

interface BroadcastLineProps {
  readonly message: PageMessage;
  readonly parentText: string | undefined;
}

function BroadcastLine({ message: { channelId, threadTs, ts }, parentText }: BroadcastLineProps): JSX.Element {
  const dispatch = useContext(Dispatching);
  return (
    <div class="message-note">
      replied to a thread:{' '}
      <button
        type="button"
        class="link-button"
        onClick={() => dispatch({ type: 'thread', thread: { channelId, ts: threadTs ?? ts } })}
      >
        {parentText || 'see thread'}
      </button>
    </div>
  );
}

function ReplyLine({ message, replies }: { readonly message: PageMessage; readonly replies: ReplySummary }) {
  const dispatch = useContext(Dispatching);
  const last = new Date(timeOf(replies.lastTs));
  const now = useNow();
  const when = dayName(last, { now }) === 'Today' ? timeAgo(last, now) : dayName(last, { now });
  return (
    <button
      type="button"
      class="reply-line"
      data-testid={`replies-${message.ts}`}
      onClick={() => dispatch({ type: 'thread', thread: { channelId: message.channelId, ts: message.ts } })}
    >
      {replies.repliers.split(' ').map((userId) => (
        <Avatar key={userId} userId={userId} size="small" />
      ))}
      <span class="reply-count">{replies.count === 1 ? '1 reply' : `${replies.count} replies`}</span>
      <span class="reply-when">Last reply {when}</span>
      <span class="reply-view">View thread</span>
    </button>
  );
}

/** A message's own blocks and those of its attachments: they share one state. */
function allBlocks(message: PageMessage): readonly Block[] {
  return [...message.blocks, ...message.attachments.flatMap(({ blocks }) => blocks ?? [])];
}
