import { DeliveryError } from '../../src/domain/errors.ts';
import type { DeliveryErrorKind } from '../../src/domain/errors.ts';
import type { MessageRef } from '../../src/domain/incident.ts';
import type { NewOutboxEntry } from '../../src/domain/outbox.ts';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import type { DeliverDeps } from '../../src/pipeline/deliver.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import type { BeginPost, IncidentMessage, Notifier } from '../../src/ports/notifier.ts';
import { incident } from './drafts.ts';
import { openTestStore, setClock, silentLog } from './pipeline.ts';
import type { SetClock } from './pipeline.ts';

/** When all of it happens. */
export const at = '2026-08-04T12:00:00.000Z';
export const shown = {
  kind: 'incident' as const,
  key: 'acme:18618001',
  channel: '#threat-intel',
  createdAt: at,
};
export const line = { ...shown, kind: 'thread', line: { at, text: 'ThreatMon changed this' } } as const;

/** A channel's outbox over a real store, and a Slack that does what a test says. */
export interface Desk {
  readonly deps: DeliverDeps;
  readonly clock: SetClock;
  /** What reached Slack, in order. */
  readonly said: string[];
  /** The next calls fail so. */
  readonly faults: DeliveryError[];
  readonly commands: string[];
  /** What Slack's history holds. */
  readonly found: Found;
}

interface Found {
  incidents: readonly IncidentMessage[];
  post: MessageRef | undefined;
}

export async function desk(
  entries: readonly NewOutboxEntry[],
  over: Parameters<typeof incident>[0] = {},
): Promise<Desk> {
  const clock = setClock(at);
  const store = await openTestStore(clock);
  const said: string[] = [];
  const faults: DeliveryError[] = [];
  const commands: string[] = [];
  const found: Found = { incidents: [], post: undefined };
  const say = async (text: string): Promise<void> => {
    const next = faults.shift();
    if (next !== undefined) throw next;
    said.push(text);
  };
  const post = async (text: string, begin: BeginPost): Promise<void> => {
    await begin();
    await say(text);
  };
  const notifier: Notifier = {
    async postIncident(channel, { incident: { revision } }, begin) {
      await post(`post ${channel} ${revision}`, begin);
      return { channelId: 'C1', messageTs: `${said.length}.0` };
    },
    updateIncident: async ({ messageTs }, { revision }) => say(`update ${messageTs} ${revision}`),
    turn: async () => undefined,
    async *incidentMessages() {
      yield* found.incidents;
    },
    findPost: async () => found.post,
    async postSummary(channel, { keys }, begin) {
      await post(`summary ${channel} ${keys.length}`, begin);
      return { channelId: 'C1', messageTs: `${said.length}.0` };
    },
    updateSummary: async ({ messageTs }, { keys }) => say(`update summary ${messageTs} ${keys.length}`),
    removeMessage: async ({ messageTs }) => say(`remove ${messageTs}`),
    retireIncident: async ({ messageTs }, { message }) => say(`retire ${messageTs} for ${message.messageTs}`),
    postThread: async ({ message }, { text }, begin) => post(`line ${message.messageTs} ${text}`, begin),
    postFile: async ({ message }, { name }, begin) => post(`file ${message.messageTs} ${name}`, begin),
    postNotice: async (channel, { title }, begin) => post(`notice ${channel} ${title}`, begin),
  };
  await store.transact({ keys: [] }, () => ({ incidents: [incident(over)], enqueue: entries, result: undefined }));
  const deps: DeliverDeps = {
    store,
    notifier,
    clock,
    log: silentLog,
    metrics: createMetrics(),
    signal: new AbortController().signal,
    present: () => ({ source: 'ThreatMon', facts: [], tables: [], actions: [] }),
    attachment: async (_, name) => ({ name, type: 'text/csv', bytes: new Uint8Array() }),
    runPlaybook: async (_, commandLine) => void commands.push(commandLine),
    fallbackChannel: '#threat-intel',
    slackCommand: '/threat',
  };
  return { deps, clock, said, faults, commands, found };
}

/** Works off every channel, and what that decided. */
export async function drainAll({ deps }: Pick<Desk, 'deps'>): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const channel of await deps.store.channelsWaiting()) await drainChannel(channel, deps);
  }
}

export function fault(kind: DeliveryErrorKind, retryAfterMs?: number): DeliveryError {
  return new DeliveryError(kind, `${kind}_reason`, retryAfterMs);
}
