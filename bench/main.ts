import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchFailover } from './failover.ts';
import { benchGroupIb } from './group-ib.ts';
import { benchIngest } from './ingest.ts';
import { benchPace } from './pace.ts';
import { benchAcknowledgement, benchDelivery } from './people.ts';
import { benchPostgresStore } from './postgres.ts';
import { benchRapid7 } from './rapid7.ts';
import { benchManyInstances, benchReplicaMemory, benchThroughput } from './replicas.ts';
import type { Row } from './row.ts';
import { benchStore } from './store.ts';

type Part = readonly [name: string, run: () => Promise<readonly Row[]>];

const onFile: readonly Part[] = [
  ['ingest', benchIngest],
  ['delivery', benchDelivery],
  ['acknowledgement', benchAcknowledgement],
  ['pace', benchPace],
  ['store', benchStore],
  ['rapid7', benchRapid7],
  ['group-ib', benchGroupIb],
];

const onPostgres: readonly Part[] = [
  ['store', benchPostgresStore],
  ['instances', benchManyInstances],
  ['memory', benchReplicaMemory],
  ['throughput', benchThroughput],
  ['failover', benchFailover],
];

/** `npm run bench [-- [--store postgres] part …]`: prints a table, writes bench/results/latest.json or postgres.json. */
const { values, positionals: wanted } = parseArgs({
  options: { store: { type: 'string', default: 'file' } },
  allowPositionals: true,
});
const isOnPostgres = values.store === 'postgres';
const rows: Row[] = [];
for (const [name, run] of isOnPostgres ? onPostgres : onFile) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const row of await run()) {
    rows.push(row);
    process.stdout.write(
      `${row.name.padEnd(78)} ${row.value.toFixed(row.value < 10 ? 2 : 0).padStart(8)} ${row.unit.padEnd(3)} ${row.note ?? ''}\n`,
    );
  }
}
const results = new URL('results/', import.meta.url);
await mkdir(results, { recursive: true });
await writeFile(
  new URL(isOnPostgres ? 'postgres.json' : 'latest.json', results),
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, undefined, 2)}\n`,
);
