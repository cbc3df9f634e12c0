import type { RequestListener } from 'node:http';
import { App } from '@slack/bolt';
import type { Secret } from '../domain/secret.ts';
import type { Desk } from '../pipeline/desk.ts';
import type { Budget } from '../ports/budget.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Shelf } from '../ports/shelf.ts';
import { acknowledgeFirst } from './acknowledge.ts';
import { boltLog } from './bolt-log.ts';
import { createTurns } from './budget.ts';
import { type Channels, createChannels } from './channels.ts';
import { createClients } from './clients.ts';
import { createConnection } from './connection.ts';
import { createGroups, emailOf } from './directory.ts';
import { createEntrance } from './entrance.ts';
import { answerFailures } from './failures.ts';
import { identify, type Identity } from './identify.ts';
import { registerActions } from './listeners/actions.ts';
import { registerCommands } from './listeners/commands.ts';
import type { ListenerDeps } from './listeners/deps.ts';
import { registerHome } from './listeners/home.ts';
import { registerShortcuts } from './listeners/shortcuts.ts';
import { registerViews } from './listeners/views.ts';
import { registerWorkspace } from './listeners/workspace.ts';
import { createNotifier } from './notifier.ts';
import { createPages } from './pages.ts';
import { createReplies } from './replies.ts';
import { createSpeech } from './speech.ts';

export interface SlackConfig {
  readonly mode: 'socket' | 'http';
  readonly botToken: Secret;
  /** Socket mode. */
  readonly appToken?: Secret;
  /** HTTP mode. */
  readonly signingSecret?: Secret;
  readonly apiUrl: string;
  /** `/threat`, for what people read; Slack's own name for it is in the manifest. */
  readonly command: string;
  /** Absent: `planned`. */
  readonly limits?: 'planned' | 'obeyed';
}

export interface SlackDeps {
  readonly config: SlackConfig;
  readonly desk: Desk;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Called with the time that Slack's answers tell. */
  readonly onDate?: (at: Date) => void;
  /** Slack's limits are shared by everyone who shares this. */
  readonly budget: Budget;
  /** Where replicas put aside what another one may be asked for. */
  readonly shelf?: Shelf;
  readonly proxyUrl?: string;
}

export interface SlackApp {
  /** Resolves when connected. A `DeliveryError` where Slack refuses the tokens or does not answer in time. */
  start(): Promise<void>;
  /** Takes no more work and waits for what people asked, up to five seconds. */
  stop(): Promise<void>;
  readonly notifier: Notifier;
  readonly directory: Directory;
  readonly channels: Channels;
  connected(): boolean;
  /** Calls `listener` with each change; gives a function that ends it. */
  onConnectionChange(listener: (connected: boolean) => void): () => void;
  /** HTTP mode: takes the requests to `/slack/events`, their bodies unread. */
  readonly requestListener?: RequestListener;
}

const drainMs = 5000;
const answersKept = 200;

/** The Slack side of Picket. Nothing is sent and nothing comes in before `start`. */
export function createSlackApp({
  config,
  desk,
  log,
  metrics,
  clock,
  onDate,
  budget,
  shelf,
  proxyUrl,
}: SlackDeps): SlackApp {
  const logger = boltLog(log);
  const connection = createConnection();
  const apiUrl = config.apiUrl.endsWith('/') ? config.apiUrl : `${config.apiUrl}/`;
  const clients = createClients({ apiUrl, botToken: config.botToken.reveal(), metrics, logger, proxyUrl, onDate });
  const entrance = createEntrance({ ...config, apiUrl, clients, connection, logger, log, clock });
  const channels = createChannels({ web: clients.reading, clock, log });
  const groups = createGroups({ web: clients.reading, clock, log });
  const speech = createSpeech({ clients, log });
  const replies = createReplies({ speech, pages: createPages(answersKept, shelf), clock, log });
  let identity: Identity | undefined;

  const app = new App({
    receiver: entrance.receiver,
    logger,
    clientOptions: clients.options(),
    authorize: async () => authorized(config.botToken, identity),
    convoStore: false,
    extendedErrorHandler: true,
    // Otherwise a failing start is an unhandled rejection inside the constructor (PLATFORM §13.3).
    deferInitialization: true,
  });
  const running = acknowledgeFirst(app, metrics);
  register(app, {
    desk,
    replies,
    web: clients.showing,
    channels,
    groups,
    metrics,
    clock,
    log,
    slackCommand: config.command,
    workspaceUrl: () => identity?.workspaceUrl,
  });

  async function start(): Promise<void> {
    identity = await identify(clients.reading, log);
    await app.init();
    await entrance.start();
    // Not waited for: the first post does that by itself, and the list of a large workspace takes its time.
    void channels.refresh();
  }

  async function stop(): Promise<void> {
    await entrance.stop();
    const enough = new AbortController();
    await Promise.race([running.idle(), clock.sleep(drainMs, enough.signal).catch(() => undefined)]);
    enough.abort();
    if (running.count() > 0) log.warn({ running: running.count() }, 'stopped before every answer was given');
    await clients.close();
  }

  return {
    start,
    stop,
    notifier: createNotifier({
      web: clients.posting,
      fetch: clients.fetch,
      channels,
      turns: createTurns(budget, clock, config.limits),
      groups,
      log,
      workspaceUrl: () => identity?.workspaceUrl,
      slackCommand: config.command,
    }),
    directory: {
      groupsOf: async (userId) => groups.of(userId),
      emailOf: async (userId) => emailOf(clients.reading, userId, log),
      get teamId() {
        return identity?.teamId;
      },
    },
    channels,
    connected: () => connection.get(),
    onConnectionChange: (listener) => connection.listen(listener),
    ...(entrance.requestListener !== undefined && { requestListener: entrance.requestListener }),
  };
}

function authorized(botToken: Secret, identity: Identity | undefined) {
  if (identity === undefined) throw new Error('the Slack app was not started');
  const { botUserId, botId, teamId } = identity;
  return { botToken: botToken.reveal(), botUserId, teamId, ...(botId !== undefined && { botId }) };
}

function register(app: App, deps: ListenerDeps): void {
  registerCommands(app, deps);
  registerActions(app, deps);
  registerViews(app, deps);
  registerShortcuts(app, deps);
  registerHome(app, deps);
  registerWorkspace(app, deps);
  answerFailures(app, deps);
}
