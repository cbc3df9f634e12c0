import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openContents } from '../../../src/cli/store-contents.ts';
import { parseStoreUrl, type StoreUrl } from '../../../src/config/schema.ts';
import { copyStore } from '../../../src/pipeline/copy-store.ts';
import { contentTables, type StoreContents } from '../../../src/ports/store-contents.ts';
import type { Store } from '../../../src/ports/store.ts';
import { silentLog } from '../../support/pipeline.ts';
import { execute, postgresPassword } from '../../support/postgres.ts';
import { describePostgres } from '../../support/postgres-suite.ts';
import {
  auditOf,
  claimOf,
  commit,
  incidentOf,
  indicatorOf,
  newPostOf,
  noon,
  noticeOf,
  rejectionOf,
  summaryOf,
} from '../records.ts';

const main = resolve(import.meta.dirname, '../../../src/main.ts');
const size = 2600;

describePostgres('copying a store', (server) => {
  let folder: string;
  let file: string;
  let database: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'picket-copy-'));
    file = `file:${join(folder, 'picket.json')}`;
    database = await server().freshDatabase();
  });
  afterEach(async () => rm(folder, { recursive: true, force: true }));

  it('brings everything into PostgreSQL and back, and both stores answer alike', async () => {
    await fill(file);
    const back = `file:${join(folder, 'back.json')}`;

    expect(await copied(file, database)).toMatchObject({ faults: [] });
    expect(await copied(database, back)).toMatchObject({ faults: [] });

    const original = await everythingIn(file);
    expect(original['incidents']).toHaveLength(size);
    expect(await everythingIn(back)).toEqual(original);
    expect(await answersOf(database)).toEqual(await answersOf(file));
  });

  it('goes on appending behind what it brought', async () => {
    await fill(file);
    await copied(file, database);

    await using(database, async (store) => {
      const last = (await execute(database, 'select max(sequence)::int as last from picket.outbox'))[0]?.['last'];
      await commit(store, { enqueue: [noticeOf('next', '#next')], audit: [auditOf({ action: 'next' })] });

      expect((await store.nextEntry('#next'))?.sequence).toBeGreaterThan(Number(last));
      expect((await store.audit({ limit: 1 }))[0]?.action).toBe('next');
    });
  });

  it.each(['into PostgreSQL', 'into a file'])('goes on where it was killed, %s', async (direction) => {
    await fill(file);
    if (direction === 'into a file') await copied(file, database);
    const [from, to] = direction === 'into a file' ? [database, `file:${join(folder, 'back.json')}`] : [file, database];

    const killed = run(from, to);
    await untilLine(killed, 'of');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    const before = await using(to, async (_, contents) => contents.mark());
    const second = run(from, to);
    const lines = text(second.stderr);
    const [status] = await once(second, 'exit');

    expect(before).toMatchObject({ table: 'incidents' });
    expect(status).toBe(0);
    expect(await lines).not.toContain(postgresPassword);
    expect(await everythingIn(to)).toEqual(await everythingIn(from));
    expect(await using(to, async (_, contents) => contents.mark())).toBeUndefined();
  });

  it.each(['PostgreSQL', 'a file'])(
    'cut off, leaves %s that opens for nothing else until it is whole',
    async (target) => {
      await fill(file);
      if (target === 'a file') await copied(file, database);
      const [from, to] = target === 'a file' ? [database, `file:${join(folder, 'back.json')}`] : [file, database];
      await expect(copied(from, to, 500)).rejects.toThrow('cut off');
      const open = async () => openContents(urlOf(to), { log: silentLog, mayBePartial: false });

      await expect(open()).rejects.toMatchObject({ kind: 'partial', message: expect.stringContaining('store copy') });
      await copied(from, to);

      await expect(open().then(async (store) => store.close())).resolves.toBeUndefined();
    },
  );

  it('cut off, has the numbers that it brought behind it', async () => {
    await fill(file);
    await expect(copied(file, database, size + 1)).rejects.toThrow('cut off');

    await using(database, async (store) => commit(store, { enqueue: [noticeOf('own', '#own')] }));

    const [row] = await execute(database, 'select count(*)::int as entries from picket.outbox');
    expect(row?.['entries']).toBe(5);
  });

  it('is refused by a target that holds something else, or a part of another copy', async () => {
    await fill(file);
    await using(database, async (store) => commit(store, { incidents: [incidentOf({ instance: 'other' })] }));
    await expect(copied(file, database)).rejects.toThrow('it holds something already');

    const fresh = await server().freshDatabase();
    await expect(copied(file, fresh, 500)).rejects.toThrow('cut off');
    await using(file, async (store) => commit(store, { incidents: [incidentOf({ title: 'changed' })] }));
    await expect(copied(file, fresh)).rejects.toThrow('as it was before');
  });

  it('is refused where the source holds nothing: its name is mistyped', async () => {
    await expect(copied(`file:${join(folder, 'pikcet.json')}`, database)).rejects.toThrow('holds nothing to copy');
  });

  it('says so where the source changed meanwhile, and stays marked', async () => {
    await fill(file);
    await copied(file, database);
    const back = `file:${join(folder, 'back.json')}`;

    const report = await using(database, async (store, from) =>
      using(back, async (_, to) => {
        let changed = false;
        const onProgress = (): void => {
          if (!changed) void commit(store, { incidents: [incidentOf({ externalId: 'late' })] });
          changed = true;
        };
        return copyStore({ from, to, onProgress, signal: new AbortController().signal });
      }),
    );

    expect(report.faults.join(' ')).toContain('The source changed while it was copied');
    expect(await using(back, async (_, contents) => contents.mark())).toBeDefined();
  });
});

function urlOf(given: string): StoreUrl {
  const url = parseStoreUrl(given);
  if (url === undefined) throw new Error(`${given} is no store`);
  return url;
}

async function using<T>(given: string, use: (store: Store, contents: StoreContents) => Promise<T>): Promise<T> {
  const opened = await openContents(urlOf(given), { log: silentLog, mayBePartial: true });
  try {
    return await use(opened, opened.contents);
  } finally {
    await opened.close();
  }
}

/** Copies; cut off after so many records where `most` is given. */
async function copied(from: string, to: string, most = Infinity): ReturnType<typeof copyStore> {
  const cut = new AbortController();
  const onProgress = (done: number): void => {
    if (done >= most) cut.abort(new Error('cut off'));
  };
  return using(from, async (_, source) =>
    using(to, async (__, target) => copyStore({ from: source, to: target, onProgress, signal: cut.signal })),
  );
}

async function everythingIn(given: string): Promise<{ readonly [table: string]: readonly string[] }> {
  return using(given, async (_, contents) => {
    const tables = await Promise.all(
      contentTables.map(async (table) => {
        const records = await contents.read(table, { skip: 0, limit: 10_000 });
        return [table, records.map(({ record }) => canonical(record)).toSorted()] as const;
      }),
    );
    return Object.fromEntries(tables);
  });
}

function canonical(record: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

async function answersOf(given: string): Promise<readonly unknown[]> {
  return using(given, async (store) => [
    await store.incidents({ limit: 3 }),
    [...(await store.counts())].map((row) => canonical(row)).toSorted(),
    await store.lanes(),
    await store.nextEntry('#soc'),
    await store.buried(),
    await store.rejections('acme'),
    await store.audit({ limit: 5 }),
    await store.summary('s1'),
    await store.runningClaims(),
    await store.checkpoint('acme', 'alarms'),
    await store.pauses(),
    await store.indicator({ indicator: indicatorOf(), limit: 9 }),
    await store.openPosted(undefined, 2),
  ]);
}

async function fill(given: string): Promise<void> {
  const incidents = Array.from({ length: size }, (_, index) =>
    incidentOf({
      externalId: String(index),
      title: `${index} \u0000 \ud800 🔥`,
      closed: index % 3 === 0,
      indicators: [{ kind: 'ip', value: `10.0.0.${index % 200}` }],
      occurredAt: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
      ...(index % 5 === 0 && { message: { channelId: 'C1', messageTs: `${index}.0` } }),
    }),
  );
  await using(given, async (store) => {
    await commit(store, {
      incidents,
      enqueue: [newPostOf('acme:1', 'p1'), noticeOf('a'), noticeOf('b', '#vip'), noticeOf('c')],
      checkpoint: { instance: 'acme', feed: 'alarms', cursor: { after: [1, null] }, at: noon },
      rejected: { instance: 'acme', feed: 'alarms', at: noon, records: [rejectionOf('b'), rejectionOf('a')] },
      indicators: [indicatorOf({ updatedAt: noon }), indicatorOf({ value: '192.0.2.2' })],
      audit: [auditOf({ action: 'a' }), auditOf({ action: 'b', key: 'acme:1' })],
      pause: { instance: 'acme', by: 'U1', at: noon, reason: 'x' },
      claims: [claimOf()],
      summaries: [summaryOf()],
    });
    const rejected = { instance: 'acme', feed: 'ioc', at: '2026-03-02T00:00:00.000Z', records: [rejectionOf('b')] };
    const entry = await store.nextEntry('#vip');
    await commit(store, { rejected, ...(entry && { entries: [{ ...entry, state: 'buried', attempts: 3 }] }) });
  });
}

function run(from: string, to: string): ChildProcessByStdio<null, null, Readable> {
  return spawn(process.execPath, [main, 'store', 'copy', from, to], { stdio: ['ignore', 'ignore', 'pipe'] });
}

async function untilLine({ stderr }: ReturnType<typeof run>, words: string): Promise<void> {
  for await (const chunk of stderr.iterator({ destroyOnReturn: false })) if (String(chunk).includes(words)) return;
  throw new Error('it ended before it said so');
}
