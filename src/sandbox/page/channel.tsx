import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageChannel } from '../slack/page-api.ts';
import { Composer } from './composer.tsx';
import { Icon } from './icons.tsx';
import { MessageList } from './message-list.tsx';
import { Page } from './page-context.ts';
import { Inlines } from './text/inline-view.tsx';
import { parseInline } from './text/inline.ts';

/** A channel: its name and topic, messages, composer. `tools` stand at the right of its head. */
export function ChannelView({ channel, tools }: { readonly channel: PageChannel; readonly tools: ComponentChildren }) {
  return (
    <section class="main" aria-label={`Channel ${channel.name}`} data-testid="channel">
      <header class="main-head">
        <h1>
          <ChannelSign channel={channel} size={18} />
          {channel.name}
        </h1>
        <div class="topic">
          <Inlines nodes={parseInline(channel.topic)} />
        </div>
        {tools}
      </header>
      <ChannelBody channelId={channel.id} label={`Message #${channel.name}`} />
    </section>
  );
}

/** Messages and composer of a channel or direct message. */
export function ChannelBody({ channelId, label }: { readonly channelId: string; readonly label: string }): JSX.Element {
  const { userId } = useContext(Page).model;
  return (
    <>
      <MessageList key={`${channelId} ${userId}`} channelId={channelId} />
      <Composer key={channelId} channelId={channelId} label={label} testId="composer" />
    </>
  );
}

/** `#`, or a lock for a private channel. */
export function ChannelSign({ channel, size }: { readonly channel: PageChannel; readonly size: number }): JSX.Element {
  return <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} size={size} />;
}
