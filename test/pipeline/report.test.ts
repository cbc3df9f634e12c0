import { describe, expect, it, onTestFinished } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { report } from '../../src/pipeline/desk/report.ts';
import type { Store } from '../../src/ports/store.ts';
import { openPostgresStore } from '../../src/store/postgres/store.ts';
import { person, wordsOf } from '../support/asking.ts';
import { incident } from '../support/drafts.ts';
import { office } from '../support/office.ts';
import { openTestStore, setClock, silentLog } from '../support/pipeline.ts';
import { describePostgres } from '../support/postgres-suite.ts';

const clock = setClock('2026-08-04T12:00:00.000Z');
const day = 24 * 60;

/** Came in `minutesAgo`, was seen at once, and closed after `openFor` minutes. */
function came(externalId: string, minutesAgo: number, over: Partial<Incident> = {}, openFor?: number): Incident {
  const at = (minutes: number): string => new Date(clock.now().getTime() - minutes * 60_000).toISOString();
  return incident({
    externalId,
    occurredAt: at(minutesAgo),
    firstSeenAt: at(minutesAgo),
    ...(openFor !== undefined && { closed: true, closedAt: at(minutesAgo - openFor) }),
    ...over,
  });
}

const kept: readonly Incident[] = [
  came('1', 10, { severity: 'critical' }),
  came('2', 20, { severity: 'low', type: 'Leak' }),
  came('3', 6 * day, { instance: 'beta', type: 'Leak' }, 90),
  came('4', 6 * day, { instance: 'beta', type: 'Leak' }, 30),
  came('5', 6 * day, { severity: 'low' }, 20),
  came('6', 6 * day, { severity: 'low', closed: true }),
  came('7', 8 * day, { severity: 'critical', type: 'Old' }),
];

function reports(open: () => Promise<Store>): void {
  it('counts what came in by severity, instance and type, and says how long closing took', async () => {
    const store = await open();
    await store.transact({ keys: [] }, () => ({ incidents: kept, result: undefined }));

    const reply = await reported(store, '7d');

    expect(wordsOf(reply)).toBe('6 incidents in 7d, 2 open');
    const tables = reply.kind === 'answer' ? reply.answer.sections : [];
    expect(tables.map((section) => (section.kind === 'table' ? section.table.rows : []))).toEqual([
      [
        ['critical', '1', '1', '0', ''],
        ['high', '2', '0', '2', '1.5 h'],
        ['low', '3', '1', '2', '20 min'],
      ],
      [
        ['acme', '4', '2', '2', '20 min'],
        ['beta', '2', '0', '2', '1.5 h'],
      ],
      [
        ['Phishing Domain Detected', '3', '1', '2', '20 min'],
        ['Leak', '3', '1', '2', '1.5 h'],
      ],
    ]);
  });

  it('counts all of them, however many, and names the ten types that came most', async () => {
    const store = await open();
    const many = Array.from({ length: 500 }, (_, index) => came(`m${index}`, 5, { type: `Type ${index % 40}` }));
    const more = came('more', 5, { type: 'Type 39' });
    await store.transact({ keys: [] }, () => ({ incidents: [...many, more], result: undefined }));

    const reply = await reported(store, '1h');

    expect(wordsOf(reply)).toBe('501 incidents in 1h, 501 open');
    const last = reply.kind === 'answer' ? reply.answer.sections.at(-1) : undefined;
    const rows = last?.kind === 'table' ? last.table.rows : [];
    expect([rows.length, rows[0]]).toEqual([10, ['Type 39', '13', '13', '0', '']]);
  });

  it('says so where nothing came in', async () => {
    expect(wordsOf(await reported(await open(), '30m'))).toBe('Nothing came in since 30m ago.');
  });
}

async function reported(store: Store, period: string): ReturnType<typeof report> {
  const { deps } = await office(['acme'], { store, clock });
  return report({ words: [period], args: {}, actor: person('U1'), shared: false, interaction: undefined }, deps);
}

describe('a report from the embedded store', () => {
  reports(async () => openTestStore(clock));
});

describePostgres('a report', (server) => {
  reports(async () => {
    const store = await openPostgresStore({ url: await server().freshDatabase(), log: silentLog });
    onTestFinished(async () => store.close());
    return store;
  });
});
