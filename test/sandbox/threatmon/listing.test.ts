import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AlarmRecord } from '../../../src/sandbox/threatmon/wire.ts';
import { alarmsFrom101, ask, codesOn, fieldOf, listIn, started } from './ask.ts';

describe('the listing of alarms', () => {
  it('has pages of 10, the last one shorter, and empty ones after it', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(23) });

    const pages = [await codesOn(sandbox, 0), await codesOn(sandbox, 1), await codesOn(sandbox, 2)];
    const past = await ask(sandbox, '/vulnerabilities/3');

    expect(pages.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(pages.flat()).toEqual(alarmsFrom101(23).map(({ alarmCode }) => alarmCode));
    expect(past.json).toEqual({ data: [], totalRecords: 23 });
  });

  it.each(['-1', '1.5', 'first', '1e3', '%20'])('refuses the page %s', async (page) => {
    const sandbox = await started();

    const answer = await ask(sandbox, `/vulnerabilities/${page}`);

    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ message: expect.any(String) });
  });

  it.each([
    ['exclusive', [104, 105]],
    ['inclusive', [103, 104, 105]],
  ] as const)('lists after a code, %s', async (afterAlarmCode, expected) => {
    const sandbox = await started({ alarms: alarmsFrom101(5), afterAlarmCode });

    expect(await codesOn(sandbox, 0, 103)).toEqual(expected);
    expect(await codesOn(sandbox, 0, 0)).toHaveLength(5);
  });

  it('refuses an afterAlarmCode that is no number', async () => {
    const sandbox = await started();

    expect((await ask(sandbox, '/vulnerabilities/0?afterAlarmCode=last')).status).toBe(400);
  });

  it('comes in ascending, descending or mixed order, the last one the same for a seed', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(10), seed: 5 });
    const twin = await started({ alarms: alarmsFrom101(10), seed: 5, order: 'mixed' });
    const other = await started({ alarms: alarmsFrom101(10), seed: 6, order: 'mixed' });
    const ascending = await codesOn(sandbox, 0);
    sandbox.set({ order: 'descending' });
    const descending = await codesOn(sandbox, 0);
    sandbox.set({ order: 'mixed' });
    const mixed = await codesOn(sandbox, 0);

    expect(ascending).toEqual([101, 102, 103, 104, 105, 106, 107, 108, 109, 110]);
    expect(descending).toEqual(ascending.toReversed());
    expect(new Set(mixed)).toEqual(new Set(ascending));
    expect([ascending, descending]).not.toContainEqual(mixed);
    expect(await codesOn(twin, 0)).toEqual(mixed);
    expect(await codesOn(other, 0)).not.toEqual(mixed);
  });

  it.each([
    ['filtered', 2],
    ['all', 5],
    ['absent', undefined],
  ] as const)('gives totalRecords %s', async (totalRecords, expected) => {
    const sandbox = await started({ alarms: alarmsFrom101(5), totalRecords });

    const { json } = await ask(sandbox, '/vulnerabilities/0?afterAlarmCode=103');

    expect(fieldOf(json, 'totalRecords')).toBe(expected);
    expect('totalRecords' in Object(json)).toBe(totalRecords !== 'absent');
  });

  it('serves the fixtures of the contract as they are, odd records and all', async () => {
    const pages = ['alarms_page_0.json', 'alarms_page_1_irregular.json'].map(fixture);
    const alarms = pages.flatMap((page) => listIn(page, 'data')) as AlarmRecord[];
    const sandbox = await started({ alarms });

    expect((await ask(sandbox, '/vulnerabilities/0')).json).toEqual(pages[0]);
    expect((await ask(sandbox, '/vulnerabilities/1')).json).toEqual(pages[1]);
    expect(await codesOn(sandbox, 0, 18618040)).toEqual(['18618042', 18618047, 18618050]);
  });

  it('lists an alarm without a readable code whatever the cursor says', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(2) });
    sandbox.addAlarm({ alarmCode: undefined, title: 'nameless' });
    sandbox.addAlarm({ alarmCode: 'n/a' });

    const { json } = await ask(sandbox, '/vulnerabilities/0?afterAlarmCode=999');

    expect(listIn(json, 'data')).toEqual([
      expect.not.objectContaining({ alarmCode: expect.anything() }),
      expect.objectContaining({ alarmCode: 'n/a' }),
    ]);
  });

  it.each([
    '/nothing',
    '/vulnerabilities',
    '/vulnerabilities/',
    '/vulnerabilities/0/',
    '/incedent/status',
    '/data-removal',
  ])('answers 404 with a message at %s', async (path) => {
    const sandbox = await started();

    const answer = await ask(sandbox, path);

    expect(answer.status).toBe(404);
    expect(answer.json).toEqual({ message: expect.any(String) });
  });

  it('is not found at the root, where the bare host alone would look', async () => {
    const sandbox = await started();

    expect((await ask(sandbox, `${sandbox.bareUrl}/vulnerabilities/0`)).status).toBe(404);
  });

  it('refuses a method that the path does not serve', async () => {
    const sandbox = await started();

    const answer = await ask(sandbox, '/takedown');

    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });
});

describe('the alarms it holds', () => {
  it('can be added, changed, removed and replaced while it runs', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(2) });

    const added = sandbox.addAlarm({ severity: 'Critical' });
    sandbox.changeAlarm(101, { status: undefined, description: null });
    const removed = [sandbox.removeAlarm(102), sandbox.removeAlarm(102)];

    expect(added).toMatchObject({ severity: 'Critical', status: 'Open', alarmDate: expect.stringMatching(/Z$/) });
    expect(removed).toEqual([true, false]);
    expect(sandbox.alarms()).toEqual([{ alarmCode: 101, title: 'Phishing Domain Detected', description: null }, added]);
    expect(await codesOn(sandbox, 0)).toEqual([101, added.alarmCode]);

    sandbox.set({ alarms: alarmsFrom101(1) });
    expect(await codesOn(sandbox, 0)).toEqual([101]);
  });

  it('gives new alarms rising codes with gaps that repeat for a seed', async () => {
    const [one, twin] = [await started({ seed: 9 }), await started({ seed: 9 })];

    const codes = Array.from({ length: 8 }, () => Number(one.addAlarm().alarmCode));

    expect(codes).toEqual(codes.toSorted((a, b) => a - b));
    expect(new Set(codes).size).toBe(8);
    expect(Array.from({ length: 8 }, () => twin.addAlarm().alarmCode)).toEqual(codes);
  });

  it('refuses a second alarm under one code and a change of one that is not there', async () => {
    const sandbox = await started({ alarms: alarmsFrom101(1) });

    expect(() => sandbox.addAlarm({ alarmCode: '101' })).toThrow('alarm 101 exists already');
    expect(() => sandbox.changeAlarm(999, {})).toThrow('there is no alarm 999');
  });
});

function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/threatmon/${name}`, import.meta.url), 'utf8'));
}
