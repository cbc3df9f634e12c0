import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageChannel } from '../slack/page-api.ts';
import { ChannelSign } from './channel.tsx';
import { Page } from './page-context.ts';
import { Avatar, useName } from './people.tsx';
import { directMessageOf, type Place } from './state.ts';

/** The workspace's channels and its app. `onGo` is told of each choice, so that a narrow window can fold it away. */
export function Sidebar({ onGo }: { readonly onGo: () => void }): JSX.Element {
  const { model, dispatch } = useContext(Page);
  const go = (place: Place): void => {
    dispatch({ type: 'go', place });
    onGo();
  };
  const channels = model.channels.filter(({ kind }) => kind !== 'dm');
  return (
    <nav class="sidebar" aria-label="Channels and apps">
      <div class="team">{model.team}</div>
      <div class="sidebar-scroll">
        <h2>Channels</h2>
        <ul>
          {channels.map((channel) => (
            <ChannelRow
              key={channel.id}
              channel={channel}
              onGo={() => go({ kind: 'channel', channelId: channel.id })}
            />
          ))}
        </ul>
        <h2>Apps</h2>
        <ul>
          <AppRow onGo={() => go({ kind: 'app', tab: 'home' })} />
        </ul>
      </div>
      <ConnectionLine />
    </nav>
  );
}

function ChannelRow({ channel, onGo }: { readonly channel: PageChannel; readonly onGo: () => void }): JSX.Element {
  const { model } = useContext(Page);
  const unread = model.unread[channel.id] ?? 0;
  const isHere = model.place.kind === 'channel' && model.place.channelId === channel.id;
  return (
    <li>
      <button
        type="button"
        class={`place ${unread > 0 ? 'unread' : ''}`}
        aria-current={isHere ? 'page' : undefined}
        data-testid={`channel-${channel.name}`}
        onClick={onGo}
      >
        <ChannelSign channel={channel} size={16} />
        <span class="place-name">{channel.name}</span>
        <Count unread={unread} />
      </button>
    </li>
  );
}

function AppRow({ onGo }: { readonly onGo: () => void }): JSX.Element {
  const { model } = useContext(Page);
  const { name } = useName(model.botUserId);
  const unread = model.unread[directMessageOf(model)?.id ?? ''] ?? 0;
  return (
    <li>
      <button
        type="button"
        class={`place ${unread > 0 ? 'unread' : ''}`}
        aria-current={model.place.kind === 'app' ? 'page' : undefined}
        data-testid="app-entry"
        onClick={onGo}
      >
        <Avatar userId={model.botUserId} size="small" />
        <span class="place-name">{name}</span>
        <Count unread={unread} />
      </button>
    </li>
  );
}

function Count({ unread }: { readonly unread: number }): JSX.Element | null {
  if (unread === 0) return null;
  return (
    <span class="count" aria-label={`${unread} unread`}>
      {unread > 99 ? '99+' : unread}
    </span>
  );
}

function ConnectionLine(): JSX.Element {
  const { model } = useContext(Page);
  const { name } = useName(model.botUserId);
  const [state, words] =
    model.line === 'lost'
      ? ['bad', 'Sandbox gone, reconnecting…']
      : model.botConnected
        ? ['good', `${name} is connected`]
        : ['waiting', `${name} is not connected`];
  return (
    <div class="connection" role="status" data-testid="connection">
      <span class={`dot dot-${state}`} aria-hidden="true" /> {words}
    </div>
  );
}
