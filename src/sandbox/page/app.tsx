import type { ComponentChildren, JSX } from 'preact';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import type { PageAction } from '../slack/page-api.ts';
import { listen, send } from './api.ts';
import { ChannelView } from './channel.tsx';
import { type Ask, AskConfirm, ConfirmDialog, type Question } from './confirm.tsx';
import { Directory } from './directory.ts';
import { HintBar } from './hint.tsx';
import { AppView } from './home.tsx';
import { Icon } from './icons.tsx';
import { Modal } from './modal.tsx';
import { Toasts } from './notices.tsx';
import { Dispatching, Page } from './page-context.ts';
import { Rail } from './rail.tsx';
import { Sidebar } from './sidebar.tsx';
import { channelInSight, initialModel, reduce, type Change, type Model } from './state.ts';
import { Acting } from './surface.ts';
import { ThreadPanel } from './thread.tsx';
import { VendorsPanel } from './vendors.tsx';

/** The whole page. */
export function App(): JSX.Element {
  const [model, dispatch] = useReducer(reduce, initialModel);
  const drafts = useRef(new Map<string, string>()).current;
  const history = useRef<string[]>([]).current;
  useEffect(
    () =>
      listen(
        (events) => dispatch({ type: 'events', events }),
        () => dispatch({ type: 'lost' }),
      ),
    [],
  );
  useTitle(model);
  const page = useMemo(() => ({ model, dispatch, drafts, history }), [model]);
  return (
    <Page.Provider value={page}>
      <Providers model={model} dispatch={dispatch}>
        {model.line === 'opening' ? (
          <div class="empty opening">Opening the workspace…</div>
        ) : (
          <Workspace model={model} />
        )}
      </Providers>
    </Page.Provider>
  );
}

interface ProvidersProps {
  readonly model: Model;
  readonly dispatch: (change: Change) => void;
  readonly children: ComponentChildren;
}

function Providers({ model, dispatch, children }: ProvidersProps): JSX.Element {
  const { users, userGroups, channels, userId, botUserId, messageShortcuts } = model;
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  const directory = useMemo(
    () => ({
      userId,
      users,
      channels,
      botUserId,
      messageShortcuts,
      userName: (id: string) => users.find((user) => user.id === id)?.name,
      groupHandle: (id: string) => userGroups.find((group) => group.id === id)?.handle,
      channelName: (id: string) => channels.find((channel) => channel.id === id)?.name,
      openChannel: (channelId: string) => dispatch({ type: 'go', place: { kind: 'channel', channelId } }),
    }),
    [users, userGroups, channels, userId, botUserId, messageShortcuts],
  );
  const act = useCallback(async (action: PageAction) => {
    const sent = await send(action);
    if (!sent.ok) dispatch({ type: 'notice', text: `That did not work: ${sent.error}` });
    return sent;
  }, []);
  const actor = useMemo(() => ({ userId, act }), [userId, act]);
  const ask = useCallback<Ask>(
    (confirm) =>
      new Promise((resolve) => {
        const answer = (agreed: boolean): void => {
          setQuestions((open) => open.filter((question) => question.answer !== answer));
          resolve(agreed);
        };
        setQuestions((open) => [...open, { confirm, answer }]);
      }),
    [],
  );
  return (
    <Dispatching.Provider value={dispatch}>
      <Directory.Provider value={directory}>
        <Acting.Provider value={actor}>
          <AskConfirm.Provider value={ask}>
            {children}
            {questions.map((question, index) => (
              <ConfirmDialog key={index} question={question} />
            ))}
          </AskConfirm.Provider>
        </Acting.Provider>
      </Directory.Provider>
    </Dispatching.Provider>
  );
}

function Workspace({ model }: { readonly model: Model }): JSX.Element {
  const [vendorsOpen, setVendorsOpen] = useState(false);
  const [sidebarOpen, setSidebarOpen] = useState(false);
  const inSight = channelInSight(model);
  const views = model.views.filter(({ userId }) => userId === model.userId);
  const toasts = model.notices.filter((notice) => notice.userId === model.userId && notice.channelId !== inSight);
  const tools = (
    <MainTools
      vendorsOpen={vendorsOpen}
      onVendors={() => setVendorsOpen(!vendorsOpen)}
      onSidebar={() => setSidebarOpen(!sidebarOpen)}
    />
  );
  return (
    <div class={`workspace ${sidebarOpen ? 'sidebar-open' : ''}`}>
      <Rail onHome={() => setSidebarOpen(!sidebarOpen)} />
      <div class="frame">
        <Sidebar onGo={() => setSidebarOpen(false)} />
        <div class="main-column">
          <HintBar command={model.commands[0]?.command ?? '/'} onVendors={() => setVendorsOpen(true)} />
          <Main model={model} tools={tools} />
        </div>
        <div class="side-column">
          {model.thread && <ThreadPanel key={model.thread.ts} thread={model.thread} />}
          {vendorsOpen && <VendorsPanel onClose={() => setVendorsOpen(false)} />}
        </div>
      </div>
      {views.map((view, index) => (
        <Modal key={view.id} view={view} isTop={index === views.length - 1} />
      ))}
      <Toasts notices={toasts} />
    </div>
  );
}

function Main({ model, tools }: { readonly model: Model; readonly tools: ComponentChildren }): JSX.Element {
  const { place } = model;
  if (place.kind === 'app') return <AppView tab={place.tab} tools={tools} />;
  const channel = model.channels.find(({ id }) => id === place.channelId);
  if (!channel) return <div class="empty">There is no channel in this workspace yet.</div>;
  return <ChannelView channel={channel} tools={tools} />;
}

interface MainToolsProps {
  readonly vendorsOpen: boolean;
  readonly onVendors: () => void;
  readonly onSidebar: () => void;
}

function MainTools({ vendorsOpen, onVendors, onSidebar }: MainToolsProps): JSX.Element {
  return (
    <div class="main-tools">
      <button type="button" class="icon-button sidebar-toggle" aria-label="Channels" onClick={onSidebar}>
        <Icon name="menu" />
      </button>
      <button
        type="button"
        class="button vendors-toggle"
        aria-expanded={vendorsOpen}
        aria-label="Simulated vendors"
        data-testid="vendors-toggle"
        onClick={onVendors}
      >
        <Icon name="server" size={16} />
        <span class="vendors-words">Simulated vendors</span>
      </button>
    </div>
  );
}

function useTitle({ team, unread }: Model): void {
  const count = Object.values(unread).reduce((sum, one) => sum + one, 0);
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${team || 'Sandbox'} · local Slack`;
  }, [count, team]);
}
