import { Fragment, type JSX } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { isCompact, useFollow } from './message-list.tsx';
import { MessageItem } from './message.tsx';
import { threadReplies } from './messages.ts';
import { Page } from './page-context.ts';
import type { Thread } from './state.ts';

/** A thread at the right: its parent, the replies, a composer. */
export function ThreadPanel({ thread }: { readonly thread: Thread }): JSX.Element {
  const { model, dispatch } = useContext(Page);
  const { channelId, ts: threadTs } = thread;
  const { userId, dismissed } = model;
  const list = model.messages[channelId] ?? [];
  const parent = list.find(({ ts }) => ts === threadTs);
  const replies = useMemo(
    () => threadReplies(list, { userId, dismissed, threadTs }),
    [list, userId, dismissed, threadTs],
  );
  const channel = model.channels.find(({ id }) => id === channelId);
  const follow = useFollow(`${replies.length}`);
  const close = (): void => dispatch({ type: 'thread', thread: undefined });
  return (
    <aside
      class="side-panel thread"
      aria-label="Thread"
      data-testid="thread"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <header class="panel-head">
        <h2>
          Thread <small>{channel?.kind === 'dm' ? '' : `# ${channel?.name ?? ''}`}</small>
        </h2>
        <button type="button" class="icon-button" aria-label="Close thread" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="panel-body" ref={follow.box} onScroll={follow.onScroll}>
        <div>
          {parent && <MessageItem message={parent} compact={false} inThread />}
          {replies.length > 0 && (
            <div class="thread-line" role="separator">
              <span>{replies.length === 1 ? '1 reply' : `${replies.length} replies`}</span>
            </div>
          )}
          {replies.map((reply, index) => (
            <Fragment key={reply.ts}>
              <MessageItem message={reply} compact={isCompact(reply, replies[index - 1])} inThread />
            </Fragment>
          ))}
        </div>
      </div>
      <Composer key={threadTs} channelId={channelId} threadTs={threadTs} label="Reply…" testId="thread-composer" />
    </aside>
  );
}
