import { readFile } from 'node:fs/promises';
import { onTestFinished, describe, expect, it } from 'vitest';
import { failureOf } from '../../http/support.ts';
import { startRapid7 } from '../../../src/sandbox/rapid7/server.ts';
import type { Rapid7Options } from '../../../src/sandbox/rapid7/sandbox.ts';
import { apiKey, openAccount } from '../../support/rapid7-account.ts';
import type { Account } from '../../support/rapid7-account.ts';
import {
  detailsAsked,
  idIn,
  idOf,
  idsTaken,
  listsAsked,
  someAlerts,
  wireAlert,
} from '../../support/rapid7-alert-book.ts';

async function fixture(name: string): Promise<ReturnType<typeof wireAlert>> {
  const file = new URL(`../../fixtures/rapid7-threat-command/alert/${name}`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as ReturnType<typeof wireAlert>;
}

/** An instance that talks to the simulated service. */
async function simulated(options: Rapid7Options = {}, settings: object = {}) {
  const sandbox = await startRapid7({ accountId: 'account-1', apiKey, ...options });
  onTestFinished(async () => sandbox.close());
  const account = await openAccount({ settings: { ...settings, url: sandbox.url } });
  return { sandbox, account };
}

describe('reading alerts', () => {
  it('asks for what the settings filter by, and leaves severity and closing to itself', async () => {
    const fetch = {
      alertTypes: ['Phishing', 'Data Leakage'],
      networkTypes: ['Dark Web'],
      sourceTypes: ['BlackMarkets'],
      minSeverity: 'High',
    };
    const account = await openAccount({ settings: { fetch } });

    await account.poll();

    expect([...(listsAsked(account)[0] ?? [])]).toEqual([
      ['lastUpdatedFrom', '2026-08-04T00:00:00.000Z'],
      ['alertType', 'Phishing'],
      ['alertType', 'DataLeakage'],
      ['networkType', 'DarkWeb'],
      ['sourceType', 'BlackMarkets'],
      ['limit', '200'],
    ]);
  });

  it.each([
    ['complete1.json', { severity: 'medium', type: 'DataLeakage', assets: ['test.comd'], status: 'Open' }],
    ['complete2.json', { occurredAt: '2016-09-12T12:41:11.318Z', title: 'Directory listing is exposed publicly' }],
    ['complete3.json', { updatedAt: '2017-01-01T15:00:32.606Z', severityLabel: 'Medium', tags: [] }],
  ])('makes a draft of %s', async (name, expected) => {
    const account = await openAccount({ settings: { fetch: { first: '2010-01-01' } } });
    const alert = await fixture(name);
    account.book.put(alert);

    await account.poll();

    expect(account.known.drafts.get(idIn(alert))).toMatchObject({ ...expected, raw: alert });
  });

  it('tells the facts of the incoming mapper, and the alert’s indicators without the company’s own assets', async () => {
    const account = await openAccount();
    account.book.put(
      wireAlert(1, {
        RelatedIocs: ['evil.example', '192.0.2.7', 'not an indicator'],
        RelatedThreatIDs: ['T1'],
        TakedownStatus: 'InProgress',
        Details: {
          Description: 'See evil.example and acme.example.',
          Tags: [{ CreatedBy: 'u', Name: 'vip', _id: 't' }],
        },
      }),
    );

    await account.poll();

    const draft = account.known.drafts.get(idOf(1));
    expect(draft?.facts).toEqual([
      { label: 'Subtype', value: 'CredentialsLeakage' },
      { label: 'Source', value: 'Paste Site (Dark Web)' },
      { label: 'Source date', value: '2026-08-04' },
      { label: 'Source URL', value: 'https://paste.example/x' },
      { label: 'Related IOCs', value: 'evil.example, 192.0.2.7, not an indicator' },
      { label: 'Related threat IDs', value: 'T1' },
      { label: 'Takedown', value: 'In Progress' },
      { label: 'Asset types', value: 'Domains' },
    ]);
    expect(draft?.tags).toEqual(['vip']);
    expect(draft?.indicators).toEqual([
      { kind: 'domain', value: 'evil.example' },
      { kind: 'ip', value: '192.0.2.7' },
    ]);
  });

  it.each([null, 'text', 7, [], {}, { Title: 3, Tags: [null, 'x'], Source: [], Images: {} }])(
    'reads an alert whose details are %j',
    async (Details) => {
      const account = await openAccount();
      account.book.put({ ...wireAlert(1), Details, Assets: 'x', Closed: null, FoundDate: 'soon' });

      await account.poll();

      expect(account.known.drafts.get(idOf(1))).toMatchObject({ status: 'Open', severity: 'unknown' });
      expect(account.known.rejected).toEqual([]);
    },
  );

  it('hands back list elements without an id, and reads the others', async () => {
    const account = await openAccount();
    account.book.put({ ...wireAlert(1), _id: '' }, { ...wireAlert(1), _id: '..' }, wireAlert(2));

    await account.poll();

    expect(idsTaken(account)).toEqual([idOf(2)]);
    expect(account.known.rejected.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('_id'),
      '_id: expected an id',
    ]);
  });

  it.each(['always', 'while more', 'never'] as const)(
    'reads 450 of one instant with nextOffset %s',
    async (nextOffset) => {
      const account = await openAccount({ settings: { fetch: { max: 200 } } });
      account.book.nextOffset = nextOffset;
      account.book.put(...someAlerts(450).map((alert) => ({ ...alert, UpdateDate: '2026-08-04T12:00:00.000Z' })));

      await account.poll();

      expect(account.known.drafts.size).toBe(450);
      expect(account.known.taken.length).toBe(450);
    },
  );

  it('reads on where the server lists fewer at once than asked for', async () => {
    const account = await openAccount();
    account.book.cap = 7;
    account.book.put(...someAlerts(30).map((alert) => ({ ...alert, UpdateDate: '2026-08-04T23:59:00.000Z' })));

    await account.poll();

    expect(account.known.drafts.size).toBe(30);
  });

  it('is not led in a circle by a server that sends the same page for ever', async () => {
    const page = { content: [{ _id: 'a', updateDate: '2026-08-04T12:00:00.000Z' }], nextOffset: 'x' };
    const account = await openAccount({
      answer: (response, _nth, { url }) => response.end(JSON.stringify(url.includes('update-alerts') ? page : {})),
    });

    await account.poll();

    expect(account.known.warnings).toEqual([expect.stringMatching(/same page/)]);
    expect(account.seen.length).toBeLessThan(5);
  });

  it('reads nothing twice that did not change, however often it polls', async () => {
    const account = await openAccount();
    account.book.put(...someAlerts(5).map((alert) => ({ ...alert, UpdateDate: '2026-08-04T23:59:00.000Z' })));

    for (let poll = 0; poll < 5; poll += 1) await account.poll();

    expect([1, 2, 3, 4, 5].map((n) => detailsAsked(account, n))).toEqual([1, 1, 1, 1, 1]);
  });

  it('keeps its place small where very much is updated within the overlap', async () => {
    const account = await openAccount({ settings: { fetch: { max: 200 } } });
    account.book.put(...someAlerts(2300).map((alert) => ({ ...alert, UpdateDate: '2026-08-04T23:59:00.000Z' })));
    await account.poll();
    account.book.put({ ...wireAlert(9000), UpdateDate: '2026-08-04T23:59:30.000Z' });

    await account.poll();

    const place = account.known.cursors.get('alerts') as { seen: object };
    expect(account.known.taken.length).toBe(2301);
    expect(Object.keys(place.seen).length).toBeLessThanOrEqual(2000);
  });

  it('refuses a stored place that it cannot read, rather than guess one', async () => {
    const account = await openAccount();
    account.known.cursors.set('alerts', { mark: 'here' });

    const error = await failureOf(account.poll());

    expect(error.kind).toBe('malformed');
    expect(account.seen).toEqual([]);
  });
});

describe('against the simulated service', () => {
  it.each([
    [{ fromWithOffset: 'applies', nextOffset: 'always', empty: 'no-content' }],
    [{ fromWithOffset: 'ignored', nextOffset: 'while-more', empty: 'empty-content' }],
    [{ fromWithOffset: 'applies', nextOffset: 'never', empty: 'empty-content' }],
  ] as const)(
    '120 alerts with 40 updates and a fault on every seventh request end as they are: %j',
    async (alertList) => {
      const { sandbox, account } = await simulated({ alertList, now: () => account.now });
      const ids = Array.from({ length: 120 }, () => idIn(sandbox.addAlert()));
      for (let nth = 7; nth < 400; nth += 7) sandbox.fault(nth, { kind: 'status', status: nth % 2 === 0 ? 500 : 429 });

      await pollThroughFaults(account, 6);
      for (const id of ids.slice(0, 40)) sandbox.changeAlert(id, { Closed: { IsClosed: true } });
      await pollThroughFaults(account, 12);

      const states = ids.map((id) => account.known.drafts.get(id)?.status);
      expect(states.slice(0, 40)).toEqual(Array.from({ length: 40 }, () => 'Closed'));
      expect(states.slice(40)).toEqual(Array.from({ length: 80 }, () => 'Open'));
    },
  );

  it('shows the closing and the hiding of alerts that are not listed any more', async () => {
    const { sandbox, account } = await simulated({ alertList: { isClosedAbsent: 'open' }, now: () => account.now });
    const [closed, hidden, open] = [0, 1, 2].map(() => idIn(sandbox.addAlert()));
    await account.poll();
    sandbox.changeAlert(closed ?? '', { Closed: { IsClosed: true } });
    sandbox.removeAlert(hidden ?? '');

    await account.poll('backdated');

    expect(account.known.drafts.get(closed ?? '')?.status).toBe('Closed');
    expect(account.known.drafts.get(open ?? '')?.status).toBe('Open');
    expect(account.known.absent).toEqual([hidden]);
  });
});

async function pollThroughFaults(account: Account, polls: number): Promise<void> {
  for (let poll = 0; poll < polls; poll += 1) {
    account.now = new Date(account.now.getTime() + 120_000);
    await account.poll().catch(() => undefined);
  }
}
