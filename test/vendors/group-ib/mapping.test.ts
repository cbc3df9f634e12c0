import { describe, expect, it } from 'vitest';
import type { Card } from '../../../src/domain/card.ts';
import type { Draft } from '../../../src/domain/incident.ts';
import type { JsonObject } from '../../../src/domain/json.ts';
import { collectionNamed } from '../../../src/vendors/group-ib/collections.ts';
import { presentRecord } from '../../../src/vendors/group-ib/present.ts';
import { recordSchema } from '../../../src/vendors/group-ib/record-schema.ts';
import { incident } from '../../support/drafts.ts';
import { fixture } from './account.ts';

const now = new Date('2026-08-05T12:00:00.000Z');

function read(collection: string, over: JsonObject, item = 0): Draft {
  const found = collectionNamed(collection);
  if (found === undefined) throw new Error(`there is no ${collection}`);
  const record = { ...fixture(collection).items[item], ...over };
  return recordSchema(found, { now, portal: 'https://tap.group-ib.com' }).parse(record);
}

function cardOf(draft: Draft): Card {
  return presentRecord(incident(draft));
}

function kinds({ indicators }: Draft): string[] {
  return indicators.map(({ kind, value }) => `${kind} ${value}`);
}

function factsOf({ facts }: Draft): { readonly [label: string]: string } {
  return Object.fromEntries(facts.map(({ label, value }) => [label, value]));
}

/** CONTRACT.md §16: each of these fails for the published mapping. */
describe('the weak points of the published mapping', () => {
  it.each([
    ['2024-09-23T23:20:09+03:00', '2024-09-23T20:20:09.000Z'],
    ['2024-09-23T23:20:09', '2024-09-23T23:20:09.000Z'],
    ['2024-09-23', '2024-09-23T00:00:00.000Z'],
  ])('W10: %s is converted to UTC: %s', (createdAt, expected) => {
    expect(read('apt/threat', { createdAt }).occurredAt).toBe(expected);
  });

  it.each([['yesterday'], [{ at: 1 }], [17], [true], ['2024-99-99'], ['0001-01-01T00:00:00Z'], [null], [[]]])(
    'W11: the odd date %j stops nothing: the next date stands, or else the time of reading',
    (odd) => {
      const next = read('apt/threat', { createdAt: odd });
      const none = read('apt/threat', { createdAt: odd, updatedAt: odd });

      expect(next.occurredAt).toBe('2024-09-24T00:00:30.000Z');
      expect(none.occurredAt).toBe('2026-08-05T12:00:00.000Z');
    },
  );

  it('W11: a date that was not understood is shown as it came', () => {
    const draft = read('apt/threat', { createdAt: 'last spring', updatedAt: null });

    expect(factsOf(draft)['Date as sent']).toBe('last spring');
  });

  it('W12: a row of a table has what belongs to its own event, and nothing of another', () => {
    const events = [
      { cnc: { cnc: 'one.example' }, malware: { name: 'RedLine' }, dateDetected: '2026-01-01' },
      { cnc: null, malware: null, dateDetected: '2026-01-02' },
      { cnc: { cnc: 'three.example' }, malware: null, dateDetected: null },
    ];

    const [table] = cardOf(read('compromised/account_group', { events })).tables;

    expect(table?.columns).toEqual(['Detected', 'Malware', 'CNC']);
    expect(table?.rows).toEqual([
      ['2026-01-01', 'RedLine', 'one.example'],
      ['2026-01-02', '', ''],
      ['', '', 'three.example'],
    ]);
  });

  it.each([
    ['an object', { email: { email: ['a@acme.example'] } }, ['email', 'email', 'a@acme.example']],
    ['a list of objects', [{ email: { email: ['a@acme.example'] } }], ['email', 'email', 'a@acme.example']],
    ['an object without subtypes', { email: ['a@acme.example'] }, ['email', '', 'a@acme.example']],
    ['an object without values', { email: { email: [] } }, ['email', 'email', '']],
    ['an object with nulls', { email: { email: null } }, ['email', 'email', '']],
  ])('W13: matches are read as %s', (_name, matches, row) => {
    const table = cardOf(read('osi/public_leak', { matches })).tables.find(({ title }) => title === 'Matches');

    expect(table?.rows).toEqual([row]);
    expect(table?.sensitive).toEqual(['Value']);
  });

  it.each([[[]], [null], ['text'], [[null, 'text', 5]]])('W13: matches of %j are no table', (matches) => {
    const { tables } = cardOf(read('osi/public_leak', { matches }));

    expect(tables.map(({ title }) => title)).not.toContain('Matches');
  });

  it('W13: the admiralty code is read in both spellings', () => {
    const codes = [read('osi/public_leak', {}), read('attacks/ddos', {})].map(factsOf);

    expect(codes.map((facts) => facts['Admiralty code'])).toEqual(['C3', 'C2']);
  });

  it('W14: a threat has its own dates of first and last sight', () => {
    const facts = factsOf(read('apt/threat', {}));

    expect(facts).toMatchObject({ 'First seen': '2024-09-23', 'Last seen': '2024-09-23' });
  });

  it.each([
    [null, 'Nation-State Cybercriminals Threat Report: New wave'],
    [{ name: 'APT41' }, 'Nation-State Cybercriminals Threat Report: APT41: New wave'],
  ])('W14: with the actor %j a report is titled %j, never None', (threatActor, title) => {
    expect(read('apt/threat', { threatActor, title: 'New wave' }).title).toBe(title);
  });

  it('W14: a record without any name has its id', () => {
    const draft = read('apt/threat', { id: 'abc', threatActor: null, title: null, shortTitle: null });

    expect(draft.title).toBe('Nation-State Cybercriminals Threat Report: abc');
  });

  it('W15: a lone object where a list belongs is a row', () => {
    const malware = { id: 'm1', name: 'RedLine' };
    const { tables } = cardOf(read('compromised/bank_card_group', { malware }));

    expect(tables.find(({ title }) => title === 'Malware')?.rows).toEqual([['RedLine', 'm1']]);
  });

  it('W16: URLs, domains, e-mails and hashes are indicators, and a client is none', () => {
    const cnc = { cnc: 'c2.example', url: 'http://c2.example/gate', domain: 'c2.example', ipv4: { ip: '192.0.2.9' } };
    const events = [{ cnc, client: { ipv4: { ip: '198.51.100.7', asn: 'AS1' } } }];
    expect(kinds(read('compromised/account_group', { events }))).toEqual([
      'domain c2.example',
      'url http://c2.example/gate',
      'ip 192.0.2.9',
    ]);
    expect(kinds(read('osi/git_repository', {}))).toEqual(
      expect.arrayContaining(['email example@example.com', 'file 4e8bd797c4986e94a5d6a8ed296391b6c6d0e5cc']),
    );
    expect(kinds(read('attacks/phishing_kit', { emails: ['drop@kit.example'] }))).toContain('email drop@kit.example');
    expect(kinds(read('osi/vulnerability', { id: 'CVE-2024-3400' }))).toEqual(['cve CVE-2024-3400']);
  });

  it('§2.3: a null inside a list is left out', () => {
    const malware = [null, { id: 'm1', name: 'RedLine' }];

    expect(read('compromised/account_group', { malware }).tags).toContain('RedLine');
  });

  it('§5.12: the tables of a phishing group are rows, not parallel lists', () => {
    const { tables } = cardOf(read('attacks/phishing_group', {}));

    expect(tables.map(({ title, rows }) => [title, rows.length])).toEqual([
      ['Phishing pages', 3],
      ['Addresses', 3],
    ]);
  });
});

describe('a record of an odd shape', () => {
  const odd = [null, 7, 'text', true, [], [[]], [null], {}, { '': null }, [[{ ip: [[{}]] }]]];
  const collections = ['compromised/account_group', 'osi/public_leak', 'apt/threat', 'attacks/phishing_group'];

  it.each(collections)('is still an incident: %s, each field in turn', (name) => {
    const fields = Object.keys(fixture(name).items[0] ?? {}).filter((field) => field !== 'id');
    const drafts = fields.flatMap((field) => odd.map((value) => read(name, { [field]: value })));

    for (const draft of drafts) expect(cardOf(draft).source).toBe('Group-IB');
    expect(drafts).toHaveLength(fields.length * odd.length);
  });
});
