import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startDatabase } from './database.ts';
import { withoutGuard } from './guards.ts';
import { families } from './plan-faults.ts';
import type { Family } from './plan-faults.ts';
import { detailsOf, lineOf } from './report.ts';
import type { Outcome } from './report.ts';
import { runChaos } from './run-chaos.ts';

/**
 * `npm run chaos -- --kills N --seed S [--store embedded|postgres] [--replicas R]`: prints one line; what is not as it
 * must be goes to standard error, and the status is then 1.
 *
 * - `--strict`: Slack keeps its limits.
 * - `--guard NAME`: on a copy of the sources without that guard; has to fail.
 * - `--without FAMILY,…`: leaves out faults, everything else as the seed has it; to find out what a failure needs.
 * - `--keep`: leaves the run's folder behind: `chaos.log`, and each replica's `bot.log`.
 * - `--outage SECONDS`: the database is away so long in the middle of the run.
 * - `--settle SECONDS`: how long the end may take to come to rest.
 * - `--source FOLDER`: the bot of another checkout.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'embedded' },
    replicas: { type: 'string', default: '1' },
    strict: { type: 'boolean', default: false },
    guard: { type: 'string' },
    without: { type: 'string' },
    outage: { type: 'string' },
    keep: { type: 'boolean', default: false },
    settle: { type: 'string', default: '300' },
    source: { type: 'string', default: resolve(import.meta.dirname, '../..') },
  },
});

const outcome = await onSources(resolve(values.source), run);
for (const detail of detailsOf(outcome)) process.stderr.write(`${detail}\n`);
if (values.keep) process.stderr.write(`kept: ${outcome.folder}\n`);
process.stdout.write(`${lineOf(outcome)}\n`);
process.exitCode = outcome.violations.length === 0 ? 0 : 1;

async function onSources(source: string, work: (source: string) => Promise<Outcome>): Promise<Outcome> {
  if (values.guard === undefined) return work(source);
  const copy = await withoutGuard(values.guard, source);
  try {
    return await work(copy.source);
  } finally {
    await copy.dispose();
  }
}

async function run(source: string): Promise<Outcome> {
  const { strict, keep, store } = values;
  const database = oneOf(['embedded', 'postgres'], store) === 'postgres' ? await startDatabase() : undefined;
  return runChaos({
    kills: numberOf('kills'),
    seed: numberOf('seed'),
    replicas: database === undefined ? 1 : numberOf('replicas'),
    settleMs: numberOf('settle') * 1000,
    without: leftOut(),
    source,
    strict,
    keep,
    ...(database !== undefined && { database }),
    ...(values.outage !== undefined && { outageMs: numberOf('outage') * 1000 }),
    onRound: (done, all) => void (process.stderr.isTTY && process.stderr.write(`\r${done}/${all} `)),
  });
}

function leftOut(): ReadonlySet<Family> {
  return new Set((values.without?.split(',') ?? []).map((name) => oneOf(families, name)));
}

function numberOf(option: 'kills' | 'seed' | 'replicas' | 'settle' | 'outage'): number {
  const number = Number(values[option]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`--${option} takes a whole number, not ${values[option]}`);
}

function oneOf<Name extends string>(names: readonly Name[], given: string): Name {
  const found = names.find((name) => name === given);
  if (found !== undefined) return found;
  throw new Error(`${given} is none of ${names.join(', ')}`);
}
