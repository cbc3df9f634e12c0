import type { Engine } from './engine/engine.ts';
import { startOpsServer } from './ops/http-server.ts';
import type { OpsServer } from './ops/http-server.ts';
import { repairChore, retentionChore } from './pipeline/chores.ts';
import { createDesk } from './pipeline/desk/create-desk.ts';
import type { DeskDeps } from './pipeline/desk/deps.ts';
import { fetchAttachment } from './pipeline/attachment.ts';
import { presentIncident } from './pipeline/present.ts';
import { createOthers, createPresence, showPresence } from './pipeline/presence.ts';
import { runPlaybook } from './pipeline/run-playbook.ts';
import { watchClaims } from './pipeline/settle-claims.ts';
import type { SettleDeps } from './pipeline/settle-claims.ts';
import type { Directory } from './ports/directory.ts';
import type { Store } from './ports/store.ts';
import type { Work } from './ports/work.ts';
import { createSlackApp } from './slack/app.ts';
import type { SlackApp, SlackConfig } from './slack/app.ts';
import type { Wiring } from './wiring.ts';

/** The running bot. */
export interface App {
  start(): Promise<void>;
  /** Takes no new work, finishes or leaves in the store what is in flight, lets go of everything. */
  stop(): Promise<void>;
}

/** Puts the bot together: store, desk, Slack, engine, operations server. Nothing runs before `start()`. */
export function createApp(wiring: Wiring, store: Store): App {
  const stopping = new AbortController();
  // Desk, Slack and engine know each other: what is made last is reached through these two.
  const engineLater: Work = { fetchNow: async (name) => engine.fetchNow(name), wake: () => engine.wake() };
  const directoryLater: Directory = {
    groupsOf: async (userId) => slack.directory.groupsOf(userId),
    emailOf: async (userId) => slack.directory.emailOf(userId),
    get teamId() {
      return slack.directory.teamId;
    },
  };
  const deskDeps: DeskDeps = {
    ...wiring,
    store,
    work: engineLater,
    directory: directoryLater,
    access: wiring.config.access,
    slackCommand: wiring.config.slack.command,
    presence: createPresence(),
    signal: stopping.signal,
  };
  const { shared } = wiring.backend;
  const settleDeps: SettleDeps = {
    ...deskDeps,
    ...(shared !== undefined && { others: createOthers(deskDeps.presence, store) }),
  };
  const slack = createSlack(wiring, deskDeps);
  const engine = createEngine(wiring, deskDeps, slack);
  let ops: OpsServer | undefined;
  let hide: (() => Promise<void>) | undefined;
  let endWatch: (() => Promise<void>) | undefined;
  return {
    async start() {
      ops = await startOps(wiring, store, slack);
      hide = await showPresence(deskDeps.presence, store);
      await slack.start();
      await engine.start();
      endWatch = watchClaims(settleDeps);
    },
    async stop() {
      stopping.abort(new Error('Picket is stopping'));
      await Promise.all([slack.stop(), engine.stop(), endWatch?.()]);
      await hide?.();
      await ops?.close();
      await store.close();
    },
  };
}

function createSlack(wiring: Wiring, deskDeps: DeskDeps): SlackApp {
  const { config, log, metrics, clock, health, budget, backend, slackProxyUrl } = wiring;
  const slack = createSlackApp({
    config: slackConfig(config.slack),
    desk: createDesk(deskDeps),
    log,
    metrics,
    clock,
    onDate: (at) => clock.heard(at),
    budget,
    ...(backend.shared !== undefined && { shelf: backend.shared.shelf }),
    ...(slackProxyUrl !== undefined && { proxyUrl: slackProxyUrl }),
  });
  slack.onConnectionChange((connected) => health.slack(connected));
  return slack;
}

/** The Slack part of a configuration, its absent tokens left out. */
export function slackConfig({ appToken, signingSecret, ...rest }: Wiring['config']['slack']): SlackConfig {
  return {
    ...rest,
    ...(appToken !== undefined && { appToken }),
    ...(signingSecret !== undefined && { signingSecret }),
  };
}

function createEngine(wiring: Wiring, deskDeps: DeskDeps, { notifier }: SlackApp): Engine {
  const { instances, config, clock, log, metrics, rules, health, backend } = wiring;
  const { store } = deskDeps;
  return backend.createEngine({
    instances,
    poll: { store, rules, clock, log, metrics, health, burst: config.burst },
    deliver: {
      store,
      notifier,
      clock,
      log,
      metrics,
      present: (incident) => presentIncident(incident, instances),
      attachment: async (incident, id, signal) => fetchAttachment(incident, id, { instances, signal }),
      runPlaybook: async (key, commandLine) => runPlaybook(key, commandLine, deskDeps),
      fallbackChannel: config.channel,
      slackCommand: config.slack.command,
    },
    chores: [
      retentionChore(config.store.retention, { store, clock }),
      repairChore(config.reconcile, { store, notifier, clock, log, wake: () => deskDeps.work.wake() }),
    ],
  });
}

async function startOps({ config, metrics }: Wiring, store: Store, slack: SlackApp): Promise<OpsServer> {
  return startOpsServer({
    ...config.http,
    metrics,
    ready: async () => {
      const storeFault = await store.ping().then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : 'The store does not answer.'),
      );
      const reasons = [
        ...(slack.connected() ? [] : ['Slack is not connected']),
        ...(storeFault === undefined ? [] : [storeFault]),
      ];
      return { ok: reasons.length === 0, reasons };
    },
    ...(slack.requestListener !== undefined && { slackEvents: slack.requestListener }),
  });
}
