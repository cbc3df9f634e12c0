import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/domain/incident.ts';
import type { Json } from '../../../src/domain/json.ts';
import { parseEach } from '../../../src/http/parse-each.ts';
import { AlarmsPage, alarmSchema } from '../../../src/vendors/threatmon/schema.ts';

const reading = { now: new Date('2026-08-05T00:00:00.000Z'), baseUrl: 'https://intel.acme.example/base' };

function draftsOf(items: readonly Json[]): readonly Draft[] {
  return parseEach(alarmSchema(reading), items).accepted.map(({ draft }) => draft);
}

function draftOf(fields: { readonly [name: string]: Json }): Draft {
  const [draft] = draftsOf([{ alarmCode: 1, ...fields }]);
  if (draft === undefined) throw new Error('the alarm was rejected');
  return draft;
}

function fixture(name: string): readonly Json[] {
  const text = readFileSync(new URL(`../../fixtures/threatmon/${name}.json`, import.meta.url), 'utf8');
  return AlarmsPage.parse(JSON.parse(text)).data;
}

describe('an alarm', () => {
  it('becomes a draft that has what the vendor said', () => {
    const [raw] = fixture('alarms_page_0');

    expect(draftsOf([raw ?? null])).toEqual([
      {
        externalId: '18618001',
        type: 'Phishing Domain Detected',
        title: 'Phishing Domain Detected',
        description: expect.stringMatching(/^Look-alike domain login-acme\.example/),
        severity: 'high',
        severityLabel: 'High',
        status: 'Open',
        closed: false,
        occurredAt: '2026-08-03T06:12:44.000Z',
        assets: [],
        tags: [],
        indicators: [
          { kind: 'domain', value: 'login-acme.example' },
          { kind: 'ip', value: '192.0.2.45' },
        ],
        facts: [],
        raw,
      },
    ]);
  });

  it('of the irregular page is read with the stated fallbacks', () => {
    const drafts = draftsOf(fixture('alarms_page_1_irregular'));

    expect(drafts).toMatchObject([
      { externalId: '18618042', severity: 'high', severityLabel: 'high' },
      {
        externalId: '18618047',
        description: 'No description available',
        status: 'New',
        occurredAt: '2026-08-04T06:30:00.000Z',
      },
      {
        externalId: '18618050',
        title: 'Unknown Threat',
        description: 'No description available',
        severity: 'low',
        severityLabel: 'Low',
        occurredAt: reading.now.toISOString(),
      },
    ]);
  });

  it.each([
    ['Information', 'low', 'Information'],
    ['low', 'low', 'low'],
    [' MEDIUM ', 'medium', 'MEDIUM'],
    ['High', 'high', 'High'],
    ['critical', 'critical', 'critical'],
    [null, 'low', 'Low'],
    ['', 'low', 'Low'],
    [{}, 'low', 'Low'],
  ])('of severity %j is %s, shown as %s', (severity, expected, label) => {
    const draft = draftOf({ severity });

    expect([draft.severity, draft.severityLabel, draft.facts]).toEqual([expected, label, []]);
  });

  it('of an unknown severity is low, and shows that it was unknown', () => {
    const draft = draftOf({ severity: 'Apocalyptic' });

    expect(draft).toMatchObject({ severity: 'low', severityLabel: 'Apocalyptic' });
    expect(draft.facts).toEqual([{ label: 'Severity as sent', value: 'Apocalyptic (unknown, taken as Low)' }]);
  });

  it.each([
    ['2026-08-03T06:12:44Z', '2026-08-03T06:12:44.000Z'],
    ['2026-08-03T06:12:44', '2026-08-03T06:12:44.000Z'],
    ['2026-08-03T06:12:44.5+03:00', '2026-08-03T03:12:44.500Z'],
    ['2026-08-03 06:12:44', '2026-08-03T06:12:44.000Z'],
  ])('dated %s happened at %s', (alarmDate, expected) => {
    expect(draftOf({ alarmDate })).toMatchObject({ occurredAt: expected, facts: [] });
  });

  it('whose date cannot be read happened now, and shows the date as sent', () => {
    const draft = draftOf({ alarmDate: 'last Tuesday' });

    expect(draft.occurredAt).toBe(reading.now.toISOString());
    expect(draft.facts).toEqual([{ label: 'Date as sent', value: 'last Tuesday' }]);
  });

  it.each([
    ['Resolved', true],
    ['false positive', true],
    ['IGNORE', true],
    ['Open', false],
    ['In Progress', false],
    ['Escalated', false],
  ])('of status %s is closed: %s', (status, closed) => {
    expect(draftOf({ status }).closed).toBe(closed);
  });

  it('gives a known status the spelling of the contract and leaves an unknown one as it is', () => {
    expect(draftOf({ status: 'in progress' }).status).toBe('In Progress');
    expect(draftOf({ status: 'Escalated' }).status).toBe('Escalated');
  });

  it('shows its unknown fields and keeps the whole record', () => {
    const raw = {
      alarmCode: '77',
      riskScore: 7,
      confirmed: false,
      phishing_url: 'hxxps://evil[.]example/x',
      tags: ['a', 'b'],
      empty: '',
      none: null,
      nothing: {},
      nested: { a: [1] },
      assetName: 'portal',
      domain: ['acme.example', 'portal'],
    };

    const [draft] = draftsOf([raw]);

    expect(draft?.raw).toEqual(raw);
    expect(draft?.assets).toEqual(['portal', 'acme.example']);
    expect(draft?.facts).toEqual([
      { label: 'Risk score', value: '7' },
      { label: 'Confirmed', value: 'false' },
      { label: 'Phishing URL', value: 'hxxps://evil[.]example/x' },
      { label: 'Tags', value: 'a, b' },
      { label: 'Nested', value: '{"a":[1]}' },
    ]);
    expect(draft?.indicators).toEqual([{ kind: 'url', value: 'https://evil.example/x' }]);
  });

  it.each([
    ['https://app.threatmonit.io/alarm/1', true],
    ['https://www.threatmon.io/alarm/1', true],
    ['https://intel.acme.example/alarm/1', true],
    ['https://evil.example/threatmon.io', false],
    ['https://threatmon.io.evil.example/', false],
    ['https://notthreatmon.io/', false],
    ['https://threatmon.io@evil.example/', false],
    ['https://user:pass@threatmon.io/', false],
    ['javascript:alert(1)//threatmon.io', false],
    ['ftp://threatmon.io/x', false],
  ])('links to %s: %s', (url, linked) => {
    const draft = draftOf({ consoleUrl: url });

    expect(draft.link).toBe(linked ? url : undefined);
    expect(draft.facts.length).toBe(linked ? 0 : 1);
  });

  it('cannot reach into objects by a field called __proto__', () => {
    const [draft] = draftsOf([JSON.parse('{"alarmCode": 1, "__proto__": {"closed": true, "title": "x"}}') as Json]);

    expect(draft).toMatchObject({ title: 'Unknown Threat', closed: false });
    expect(({} as { closed?: boolean }).closed).toBeUndefined();
  });

  it.each([[12], ['12'], [' 12 '], [12.0]])('has the code %j as its identity', (alarmCode) => {
    expect(draftOf({ alarmCode }).externalId).toBe('12');
  });

  it.each([[null], [''], ['x'], [0], [-1], [1.5], ['1.5'], [true], [[1]], [1e300], ['99999999999999999999']])(
    'with the code %j has no identity',
    (alarmCode) => {
      const { accepted, rejected } = parseEach(alarmSchema(reading), [{ alarmCode, title: 'x' }]);

      expect(accepted).toEqual([]);
      expect(rejected[0]?.reason).toMatch(/^alarmCode: expected a whole number/);
    },
  );
});
