import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import { Blocks } from './blocks/block.tsx';
import { ChannelBody } from './channel.tsx';
import { Page } from './page-context.ts';
import { Avatar, useName } from './people.tsx';
import { channelInSight } from './state.ts';
import { Acting, useSurface } from './surface.ts';
import type { Block } from '../slack/page-api.ts';

const tabs = [
  { tab: 'home', label: 'Home' },
  { tab: 'messages', label: 'Messages' },
] as const;

type Tab = (typeof tabs)[number]['tab'];

const noBlocks: readonly Block[] = [];

/** The app's own place: its Home tab and its direct message. Tells the bot each time one is opened. */
export function AppView({ tab, tools }: { readonly tab: Tab; readonly tools: ComponentChildren }): JSX.Element {
  const { model, dispatch } = useContext(Page);
  const { userId, act } = useContext(Acting);
  const { name } = useName(model.botUserId);
  useEffect(() => void act({ type: 'openHome', userId, tab }), [userId, tab]);
  return (
    <section class="main" aria-label={name} data-testid="app">
      <header class="main-head app-head">
        <h1>
          <Avatar userId={model.botUserId} size="small" />
          {name}
        </h1>
        <div class="topic" />
        {tools}
      </header>
      <div class="tabs" role="tablist" aria-label={name}>
        {tabs.map(({ tab: other, label }) => (
          <button
            key={other}
            type="button"
            role="tab"
            aria-selected={tab === other}
            data-testid={`tab-${other}`}
            onClick={() => dispatch({ type: 'go', place: { kind: 'app', tab: other } })}
          >
            {label}
          </button>
        ))}
      </div>
      {tab === 'home' ? <HomeTab key={userId} /> : <MessagesTab name={name} />}
    </section>
  );
}

function HomeTab(): JSX.Element {
  const { model } = useContext(Page);
  const blocks = model.home[model.userId] ?? noBlocks;
  const surface = useSurface(blocks, { home: true });
  return (
    <div class="home" role="tabpanel" data-testid="home">
      <div class="home-body">
        {blocks.length > 0 ? (
          <Blocks blocks={blocks} surface={surface} />
        ) : (
          <div class="empty">This is where the app shows its home. It has not published one yet.</div>
        )}
      </div>
    </div>
  );
}

function MessagesTab({ name }: { readonly name: string }): JSX.Element {
  const channelId = channelInSight(useContext(Page).model);
  if (channelId === undefined) return <div class="empty">No direct messages with {name} yet.</div>;
  return <ChannelBody channelId={channelId} label={`Message ${name}`} />;
}
