import { EventEmitter, once } from 'node:events';
import { onTestFinished } from 'vitest';
import { answer } from '../../src/domain/answer.ts';
import { secret } from '../../src/domain/secret.ts';
import { createBudget } from '../../src/ops/budget.ts';
import type { Desk, Reply } from '../../src/pipeline/desk.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Metrics } from '../../src/ports/metrics.ts';
import type { BeginPost } from '../../src/ports/notifier.ts';
import type { SlackOptions } from '../../src/sandbox/slack/options.ts';
import type { SlackSandbox } from '../../src/sandbox/slack/sandbox.ts';
import { startSlack } from '../../src/sandbox/slack/server.ts';
import { createSlackApp, type SlackApp, type SlackConfig } from '../../src/slack/app.ts';
import { scopes } from '../../src/slack/scopes.ts';
import { type Line, recordingLog } from '../support/recording.ts';
import { cardSample, incidentSample } from './samples.ts';

export const botToken = 'xoxb-sandbox';
const appToken = 'xapp-sandbox';
export const signingSecret = 'sandbox-signing-secret';

export const realClock: Clock = {
  now: () => new Date(),
  sleep: async (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      });
    }),
};

export interface Counted {
  readonly requests: string[];
  readonly acknowledged: { readonly type: string; readonly seconds: number }[];
}

export interface Bench {
  readonly slack: SlackSandbox;
  readonly app: SlackApp;
  readonly lines: Line[];
  readonly counted: Counted;
}

export interface BenchOptions {
  readonly desk?: Partial<Desk>;
  readonly workspace?: Partial<SlackOptions>;
  readonly config?: Partial<SlackConfig>;
  readonly clock?: Clock;
  readonly proxyUrl?: string;
}

/** A workspace that closes with the test. */
async function openWorkspace(options: Partial<SlackOptions> = {}): Promise<SlackSandbox> {
  const slack = await startSlack({
    botToken,
    appToken,
    signingSecret,
    scopes: Object.keys(scopes),
    users: [{ name: 'ada' }, { name: 'lin' }, { name: 'partner', guest: true, teamId: 'T0OTHERCO' }],
    channels: [
      { name: 'threat-intel', kind: 'public', bot: true },
      { name: 'random', kind: 'public' },
      { name: 'soc', kind: 'private', bot: true, members: ['ada'] },
      { name: 'board', kind: 'private', members: ['ada'] },
      { name: 'old', kind: 'public', bot: true, archived: true },
    ],
    userGroups: [{ handle: 'soc-leads', users: ['ada'] }],
    commands: [{ command: '/threat' }],
    shortcuts: [{ callbackId: 'picket_lookup', name: 'Look up indicators' }],
    rateLimits: false,
    ...options,
  });
  onTestFinished(async () => slack.close());
  return slack;
}

/** The Slack app over real sockets to a workspace, not started. Both end with the test. */
export async function openApp({
  desk,
  workspace,
  config,
  clock = realClock,
  proxyUrl,
}: BenchOptions = {}): Promise<Bench> {
  const slack = await openWorkspace(workspace);
  const { log, lines } = recordingLog();
  const { metrics, counted } = countingMetrics();
  const app = createSlackApp({
    config: {
      mode: 'socket',
      botToken: secret(botToken),
      appToken: secret(appToken),
      signingSecret: secret(signingSecret),
      apiUrl: slack.apiUrl,
      command: '/threat',
      ...config,
    },
    desk: deskOf(desk),
    log,
    metrics,
    budget: createBudget(clock),
    clock,
    ...(proxyUrl !== undefined && { proxyUrl }),
  });
  onTestFinished(async () => app.stop());
  return { slack, app, lines, counted };
}

/** Like `openApp`, connected. */
export async function startApp(options: BenchOptions = {}): Promise<Bench> {
  const bench = await openApp(options);
  await bench.app.start();
  return bench;
}

/** Like `startApp`, with an incident in #threat-intel. */
export async function startWithIncident(desk: Partial<Desk>): Promise<Bench & { readonly ts: string }> {
  const bench = await startApp({ desk });
  const { messageTs } = await bench.app.notifier.postIncident(
    '#threat-intel',
    { incident: incidentSample(), card: cardSample() },
    begun(),
  );
  return { ...bench, ts: messageTs };
}

/** What only this person sees, as text. */
export function textsFor({ slack }: Bench, user: string): string[] {
  return slack.ephemerals(user).map(({ text }) => text);
}

/** A post that may go out at once. */
export function begun(attempt = 'a1'): BeginPost {
  return async () => ({ attempt, check: nothing });
}

/** Holds work back until it is opened. */
export function gate(): { readonly opened: Promise<unknown>; open(): void } {
  const bell = new EventEmitter();
  return { opened: once(bell, 'open'), open: () => bell.emit('open') };
}

export function said(title: string): Reply {
  return { kind: 'answer', answer: answer('ok', title), shared: false };
}

async function unasked(): Promise<Reply> {
  return said('nobody expected this to be asked');
}

/** A desk that answers nothing but what the test gives it. */
export function deskOf(given: Partial<Desk> = {}): Desk {
  return {
    line: unasked,
    press: unasked,
    check: () => ({ ok: true, run: unasked }),
    lookup: unasked,
    reveal: unasked,
    details: unasked,
    summary: unasked,
    promote: unasked,
    posted: async () => undefined,
    home: async () => ({ instances: [], counts: [], slackCommand: '/threat' }),
    ...given,
  };
}

function nothing(): void {
  // Not counted here.
}

export function countingMetrics(): { readonly metrics: Metrics; readonly counted: Counted } {
  const counted: Counted = { requests: [], acknowledged: [] };
  return {
    counted,
    metrics: {
      fetched: nothing,
      ingested: nothing,
      delivered: nothing,
      outboxDepth: nothing,
      vendorRequest: nothing,
      slackRequest: (method, outcome) => counted.requests.push(`${method} ${outcome}`),
      acknowledged: (type, seconds) => counted.acknowledged.push({ type, seconds }),
    },
  };
}
