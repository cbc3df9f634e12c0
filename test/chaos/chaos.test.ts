import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describePostgres } from '../support/postgres-suite.ts';
import { databaseOn } from './database.ts';
import { guards, withoutGuard } from './guards.ts';
import { planChaos } from './plan.ts';
import { detailsOf } from './report.ts';
import type { Outcome } from './report.ts';
import { runChaos } from './run-chaos.ts';

const source = resolve(import.meta.dirname, '../..');
const kills = 25;
const seed = 7;
const options = { kills, seed, replicas: 1, without: new Set<never>() };

const allTrue = { violations: [], kills, seed, hasPresses: true, hasUpdates: true };

function judged(outcome: Outcome): object {
  const { presses, updates } = outcome;
  return { ...outcome, violations: detailsOf(outcome), hasPresses: presses > 0, hasUpdates: updates > 0 };
}

describe('a bot that is killed while everything around it fails', () => {
  it(`leaves one true message for each incident, after ${kills} kills`, { timeout: 300_000 }, async () => {
    const outcome = await runChaos({ ...options, source, strict: false, keep: false, settleMs: 120_000 });

    expect(judged(outcome)).toMatchObject(allTrue);
  });
});

describePostgres('three replicas that are killed while everything around them fails', (server) => {
  it(`leave one true message for each incident, after ${kills} kills`, { timeout: 300_000 }, async () => {
    const outcome = await runChaos({
      ...options,
      source,
      replicas: 3,
      database: await databaseOn(server()),
      outageMs: 10_000,
      strict: false,
      keep: false,
      settleMs: 120_000,
    });

    expect(judged(outcome)).toMatchObject(allTrue);
    expect(outcome.faults.get('database-outage')).toBe(1);
  });
});

describe('a plan', () => {
  it('is the same for the same seed, and another for another', () => {
    const [one, same, other] = [seed, seed, seed + 1].map((each) =>
      planChaos({ ...options, seed: each, store: 'embedded' }),
    );

    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('keeps everything else as it was where faults are left out', () => {
    const all = planChaos({ ...options, store: 'embedded' });
    const calm = planChaos({ ...options, store: 'embedded', without: new Set(['slack', 'power'] as const) });

    expect(calm.rounds.map(({ aim, acts }) => ({ aim, acts }))).toEqual(
      all.rounds.map(({ aim, acts }) => ({ aim, acts })),
    );
    expect(calm.rounds.every(({ power, faults }) => !power && faults.slack.length === 0)).toBe(true);
  });
});

describe('each guard of delivery', () => {
  it.each(Object.keys(guards))('%s is where the harness takes it out', async (name) => {
    const copy = await withoutGuard(name, source);

    await copy.dispose();

    expect(copy.source).not.toBe(source);
  });
});
