import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CveRecord } from '../../../src/sandbox/threatmon/wire.ts';
import { ask, fieldOf, listIn, started } from './ask.ts';

const { data: FIXTURES }: { data: CveRecord[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/threatmon/cve_page_0.json', import.meta.url), 'utf8'),
);

function manyCves(count: number): CveRecord[] {
  return FIXTURES.slice(0, 1).flatMap((cve) =>
    Array.from({ length: count }, (_, index) => ({
      ...cve,
      cve: `CVE-2099-${20_000 + index}`,
      updatedAt: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    })),
  );
}

describe('the CVE list', () => {
  it('has pages of 100, newest update first, and counts all of them', async () => {
    const sandbox = await started({ cves: manyCves(130) });

    const first = await ask(sandbox, '/cve/0');
    const second = await ask(sandbox, '/cve/1');
    const past = await ask(sandbox, '/cve/2');

    const times = listIn(first.json, 'data').map((cve) => String(fieldOf(cve, 'updatedAt')));
    expect(times).toEqual(times.toSorted().toReversed());
    expect([times.length, listIn(second.json, 'data').length]).toEqual([100, 30]);
    expect(past.json).toEqual({ data: [], totalRecords: 130 });
  });

  it('serves the fixture as it is', async () => {
    const sandbox = await started({ cves: FIXTURES });

    expect((await ask(sandbox, '/cve/0')).json).toEqual({ data: FIXTURES, totalRecords: 3 });
  });

  it.each([
    ['CRITICAL', ['CVE-2099-10001']],
    ['MEDIUM', ['CVE-2099-10002']],
    ['NONE', ['CVE-2099-10003']],
  ])('filters by cvss %s', async (cvss, expected) => {
    const sandbox = await started({ cves: FIXTURES });

    const { json } = await ask(sandbox, `/cve/0?cvss=${cvss}`);

    expect(listIn(json, 'data').map((cve) => fieldOf(cve, 'cve'))).toEqual(expected);
  });

  it('gives null where nothing matches at all', async () => {
    const sandbox = await started({ cves: FIXTURES });

    expect((await ask(sandbox, '/cve/0?cvss=LOW')).json).toEqual({ data: null, totalRecords: 0 });
  });

  it.each(['/cve/first', '/cve/-1', '/cve/0?cvss=critical', '/cve/subscribed/x'])('refuses %s', async (path) => {
    const sandbox = await started();

    expect((await ask(sandbox, path)).status).toBe(400);
  });

  it('lists what touches the subscribed vendors, or those of a child customer', async () => {
    const customers = { 'Harbour Insurance': ['nobody'], 'Larkfield & Sons': ['examplevendor'] };
    const sandbox = await started({ cves: FIXTURES, subscribedVendors: ['otherexample'], customers });
    const subscribed = async (query = '') =>
      fieldOf((await ask(sandbox, `/cve/subscribed/0${query}`)).json, 'totalRecords');

    expect(await subscribed()).toBe(1);
    expect(await subscribed(`?customerName=${encodeURIComponent('Larkfield & Sons')}`)).toBe(2);
    expect(await subscribed('?customerName=Harbour+Insurance')).toBe(0);
    expect(await subscribed('?customerName=unknown')).toBe(0);
    expect(await subscribed('?cvss=LOW')).toBe(0);
  });

  it('needs the key', async () => {
    const sandbox = await started();

    expect((await ask(sandbox, '/cve/0', { key: null })).status).toBe(401);
  });
});
