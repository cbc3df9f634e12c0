import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { families } from './plan-faults.ts';
import { detailsOf, lineOf } from './report.ts';
import { runChaos } from './run-chaos.ts';

/** `npm run chaos -- --kills N --seed S`: prints one line; ends with status 1 where something is not as it must be. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'embedded' },
    replicas: { type: 'string', default: '1' },
    strict: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    source: { type: 'string', default: resolve(import.meta.dirname, '../..') },
    without: { type: 'string', default: '' },
    settle: { type: 'string', default: '300' },
  },
});
const outcome = await runChaos({
  kills: Number(values.kills),
  seed: Number(values.seed),
  source: resolve(values.source),
  replicas: Number(values.replicas),
  strict: values.strict,
  keep: values.keep,
  without: new Set(families.filter((family) => values.without.split(',').includes(family))),
  settleMs: Number(values.settle) * 1000,
  onRound: (done, all) => void (process.stderr.isTTY && process.stderr.write(`\r${done}/${all}`)),
});
for (const detail of detailsOf(outcome)) process.stderr.write(`${detail}\n`);
if (values.keep) process.stderr.write(`kept: ${outcome.folder}\n`);
process.stdout.write(`${lineOf(outcome)}\n`);
process.exitCode = outcome.violations.length === 0 ? 0 : 1;
