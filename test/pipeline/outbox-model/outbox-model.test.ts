import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../../src/ops/metrics.ts';
import { drainChannel } from '../../../src/pipeline/deliver.ts';
import { repair } from '../../../src/pipeline/repair.ts';
import { setClock, silentLog } from '../../support/pipeline.ts';
import { anything, home } from './commands.ts';
import type { Model, Real } from './commands.ts';
import { memoryStore } from './memory-store.ts';
import { plainSlack } from './slack.ts';

function newReal(): Real {
  const clock = setClock();
  const slack = plainSlack();
  const deps = {
    store: memoryStore(),
    notifier: slack.notifier,
    clock,
    log: silentLog,
    metrics: createMetrics(),
    signal: new AbortController().signal,
    present: () => ({ source: 'ThreatMon', facts: [], tables: [], actions: [] }),
    attachment: async () => undefined,
    runPlaybook: async () => undefined,
    fallbackChannel: home,
    slackCommand: '/threat',
  };
  return { deps, slack, clock };
}

/** Slack is well again, time passes, and everything that waits is worked off. */
async function settle({ deps, slack, clock }: Real): Promise<void> {
  slack.archive('#vip', false);
  for (let round = 0; round < 20; round += 1) {
    const waiting = await deps.store.channelsWaiting();
    if (waiting.length === 0) return;
    for (const channel of waiting) await drainChannel(channel, deps);
    clock.set(new Date(clock.now().getTime() + 400_000).toISOString());
  }
  throw new Error('the outbox does not come to an end');
}

function live({ slack }: Real): readonly string[] {
  return slack.messages().flatMap(({ key, revision }) => (key === undefined ? [] : [`${key} ${revision}`]));
}

function threadOf(key: string, { slack }: Real): readonly string[] {
  return slack.messages().flatMap((message) => (message.key === key ? message.lines.map(({ text }) => text) : []));
}

describe('the outbox, whatever happens in whatever order', () => {
  it(
    'ends with one message for each incident in its newest state, and each line once and in order',
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.commands([...anything], { maxCommands: 18 }), async (commands) => {
          const model: Model = { revisions: new Map(), lines: new Map() };
          const real = newReal();
          await fc.asyncModelRun(() => ({ model, real }), commands);
          await settle(real);
          const wanted = [...model.revisions].map(([key, revision]) => `${key} ${revision}`).toSorted();
          const unrepaired = live(real);
          await repair(real.deps);
          await settle(real);

          // Before any repair nothing is doubled or old; what a person deleted may be missing until then.
          expect(new Set(unrepaired).size).toBe(unrepaired.length);
          expect(unrepaired.filter((one) => !wanted.includes(one))).toEqual([]);
          expect(live(real).toSorted()).toEqual(wanted);
          for (const [key, decided] of model.lines) {
            expect(new Set(real.slack.lines())).toEqual(new Set([...real.slack.lines(), ...decided]));
            const standing = threadOf(key, real);
            // A person may have deleted a thread with the lines in it; nobody reads one twice or out of order.
            expect(standing).toEqual(decided.filter((text) => standing.includes(text)));
          }
          expect(await real.deps.store.buried()).toEqual([]);
        }),
        { numRuns: 5000 },
      );
    },
  );
});
