import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createLog } from '../src/ops/log.ts';
import { openPostgresStore } from '../src/store/postgres/store.ts';
import { execute, startPostgres } from '../test/support/postgres.ts';
import { sampleIncident } from './sample-incident.ts';
import type { Row } from './row.ts';

const sizes = [1_000, 100_000, 1_000_000];
const pollNote = 'checkpoint read, 50 records of which 10 new, outbox and checkpoint, committed and on disk; median';

/**
 * The store on PostgreSQL at 1k, 100k and 1M incidents of 1 KB: what a poll costs, a delivery, what people ask, incidents
 * taken in a second, memory of the process. Server and client on this machine, commits synced. Runs some minutes.
 */
export async function benchPostgresStore(): Promise<readonly Row[]> {
  const server = await startPostgres({ settings: { fsync: 'on', shared_buffers: '512MB', max_wal_size: '4GB' } });
  try {
    const urls: string[] = [];
    for (const size of sizes) {
      const url = await server.freshDatabase();
      await fill(url, size);
      urls.push(url);
    }
    const { stores, residentMb } = await measure(urls);
    const ratio = (stores.at(-1)?.['pollMs'] ?? Number.NaN) / (stores[0]?.['pollMs'] ?? Number.NaN);
    return [
      ...sizes.flatMap((size, index) => rowsOf(size, (name) => stores[index]?.[name] ?? Number.NaN)),
      { name: 'poll at 1M over poll at 1k', unit: '', value: ratio, note: 'aim 1.2 at most' },
      {
        name: 'resident memory',
        unit: 'MB',
        value: residentMb,
        note: 'with connections to all three; aim 200 at most',
      },
    ];
  } finally {
    await server.dispose();
  }
}

function rowsOf(size: number, measured: (name: string) => number): readonly Row[] {
  const at = `${size.toLocaleString('en')} incidents on PostgreSQL`;
  return [
    { name: `poll at ${at}`, unit: 'ms', value: measured('pollMs'), note: pollNote },
    { name: `delivery confirmed at ${at}`, unit: 'ms', value: measured('deliverMs') },
    { name: `counts at ${at}`, unit: 'ms', value: measured('countsMs') },
    { name: `open ones, a page with total at ${at}`, unit: 'ms', value: measured('openMs') },
    { name: `a rare status at ${at}`, unit: 'ms', value: measured('rareMs') },
    { name: `all since a day, a page with total at ${at}`, unit: 'ms', value: measured('sinceMs') },
    { name: `incidents with an indicator at ${at}`, unit: 'ms', value: measured('indicatorMs') },
    { name: `taken in at ${at}`, unit: '/s', value: measured('perSecond'), note: 'pages of 50 from 8 pollers at once' },
  ];
}

/** Rows as the store writes them, made by the database itself: a million in a minute. */
export async function fill(url: string, size: number): Promise<void> {
  const store = await openPostgresStore({
    url,
    log: createLog({ level: 'silent', destination: () => {}, secrets: [] }),
  });
  await store.close();
  const template = JSON.stringify({ ...sampleIncident('vendor-0', 0), externalId: '@@' }).replaceAll('100000', '@@');
  const record = template.replaceAll('user0@', 'user@#@').replaceAll("'", "''");
  const number = '(100000 + n)::text';
  const status = `case when n % 500 = 499 then 'Reopened' when n % 3 = 0 then 'Resolved' else 'Open' end`;
  await execute(
    url,
    `insert into picket.incidents select 'vendor-0:' || ${number}, 'vendor-0', ${number}, 'high', ${status}, n % 3 = 0,
      false, '#bench', '2026-01-01T00:00:00Z'::timestamptz + n * interval '61 seconds',
      case when n % 3 = 0 then '2026-01-01T00:00:00Z'::timestamptz end, null, null,
      replace(replace('${record}', '@@', ${number}), '@#@', n::text || '@')
      from generate_series(0, ${size - 1}) as n;
    insert into picket.incident_indicators
      select 'email:user' || n || '@example.com', 'vendor-0:' || ${number} from generate_series(0, ${size - 1}) as n;
    insert into picket.incident_indicators
      select 'ip:10.' || (n >> 16) % 256 || '.' || (n >> 8) % 256 || '.' || n % 256, 'vendor-0:' || ${number}
      from generate_series(0, ${size - 1}) as n;
    insert into picket.incident_counts
      select instance, severity, status, closed, count(*) from picket.incidents group by 1, 2, 3, 4`,
  );
  await execute(url, 'vacuum analyze');
  await execute(url, 'checkpoint');
}

interface Measured {
  readonly stores: readonly { readonly [name: string]: number }[];
  readonly residentMb: number;
}

/** In a process started as `npm start` starts the bot. */
async function measure(urls: readonly string[]): Promise<Measured> {
  const script = fileURLToPath(new URL('postgres-process.ts', import.meta.url));
  const pairs = urls.flatMap((url, index) => [url, String(sizes[index])]);
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-semi-space-size=2', script, ...pairs]);
  return JSON.parse(stdout) as Measured;
}
