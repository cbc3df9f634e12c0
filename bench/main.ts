import { mkdir, writeFile } from 'node:fs/promises';
import { benchGroupIb } from './group-ib.ts';
import { benchIngest } from './ingest.ts';
import { benchPace } from './pace.ts';
import { benchAcknowledgement, benchDelivery } from './people.ts';
import { benchRapid7 } from './rapid7.ts';
import type { Row } from './row.ts';
import { benchStore } from './store.ts';

const parts: readonly (readonly [name: string, run: () => Promise<readonly Row[]>])[] = [
  ['ingest', benchIngest],
  ['delivery', benchDelivery],
  ['acknowledgement', benchAcknowledgement],
  ['pace', benchPace],
  ['store', benchStore],
  ['rapid7', benchRapid7],
  ['group-ib', benchGroupIb],
];

/** `npm run bench [-- part …]`: prints a table, writes bench/results/latest.json. */
const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const [name, run] of parts) {
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
  new URL('latest.json', results),
  `${JSON.stringify({ at: new Date().toISOString(), node: process.version, rows }, undefined, 2)}\n`,
);
