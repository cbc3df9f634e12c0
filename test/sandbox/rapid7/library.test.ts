import { describe, expect, it } from 'vitest';
import type { MentionHolding } from '../../../src/sandbox/rapid7/holdings.ts';
import { parseSearch } from '../../../src/sandbox/rapid7/search-text.ts';
import type { CyberTermRecord, TermIoc } from '../../../src/sandbox/rapid7/wire.ts';
import { fieldOf, fixture, listIn } from '../json.ts';
import { ask, started } from './ask.ts';

const ROOT = 'rapid7-threat-command';
const TERMS = '/v1/threat-library/cyber-terms';

function term(ID: string, fields: Partial<CyberTermRecord> = {}): CyberTermRecord {
  return {
    ID,
    Value: `Term ${ID}`,
    Type: 'Malware',
    Severity: 'High',
    UpdatedDate: '2026-05-01T00:00:00.000Z',
    ...fields,
  };
}

const now = () => new Date('2026-06-01T00:00:00.000Z');
const ids = (json: unknown) => listIn(json, 'content').map((each) => fieldOf(each, 'ID'));

describe('cyber terms', () => {
  it('are served as they are, the fixture among them', async () => {
    const records = listIn(fixture(`${ROOT}/cyber_term/cyber_term.json`), 'content') as readonly CyberTermRecord[];
    const sandbox = await started({ cyberTerms: records.map((each) => ({ term: each })) });

    const { json } = await ask(sandbox, TERMS);

    expect(listIn(json, 'content')).toEqual(expect.arrayContaining([...records]));
  });

  it('come in pages whose cursor goes on behind equal dates', async () => {
    const sandbox = await started({ now, cyberTerms: ['c', 'a', 'b'].map((id) => ({ term: term(id) })) });

    const first = await ask(sandbox, `${TERMS}?limit=2`);
    const offset = String(fieldOf(first.json, 'nextOffset'));
    const second = await ask(sandbox, `${TERMS}?limit=2&offset=${encodeURIComponent(offset)}`);

    expect([ids(first.json), ids(second.json)]).toEqual([['a', 'b'], ['c']]);
    expect(fieldOf(second.json, 'nextOffset')).toBeNull();
  });

  it.each([
    ['', ['a', 'b']],
    ['?last-update-from=2020-01-01T00:00:00.000Z', ['old', 'a', 'b']],
    ['?last-update-to=2026-04-30T00:00:00.000Z', []],
    ['?search=PICKLE', ['b']],
    ['?type=ThreatActor', ['b']],
    ['?type[]=ThreatActor&type[]=Malware', ['a', 'b']],
    ['?severity=Low', ['b']],
    ['?target-sector=Banking,Retail', ['a']],
    ['?target-country=Norway', ['a']],
    ['?origin=Global', ['b']],
    ['?ttp=Phishing', ['a']],
  ])('can be filtered: "%s"', async (query, expected) => {
    const cyberTerms = [
      { term: term('old', { UpdatedDate: '2025-05-01T00:00:00.000Z' }) },
      { term: term('a', { TargetSectors: ['Banking'], TargetCountries: ['Norway'], TTPs: ['Phishing'] }) },
      { term: term('b', { Type: 'ThreatActor', Severity: 'Low', Aliases: ['Old Pickle'], Origins: ['Global'] }) },
    ];
    const sandbox = await started({ now, cyberTerms });

    expect(ids((await ask(sandbox, TERMS + query)).json)).toEqual(expected);
  });

  it('have CVEs and indicators at addresses of their own, the latter one level deeper', async () => {
    const cves = listIn(fixture(`${ROOT}/cyber_term/cyber_term_cve.json`), 'content');
    const iocs = listIn(fieldOf(fixture(`${ROOT}/cyber_term/cyber_term_ioc.json`), 'content'), 'iocs');
    const holding = { term: term('a'), cves: cves as never, iocs: iocs as readonly TermIoc[] };
    const sandbox = await started({ cyberTerms: [holding, { term: term('b') }] });

    const all = await ask(sandbox, `${TERMS}/a/iocs`);
    const page = await ask(sandbox, `${TERMS}/a/iocs?iocType=IpAddresses&limit=1`);

    expect((await ask(sandbox, `${TERMS}/a/cves`)).json).toEqual({ content: cves });
    expect((await ask(sandbox, `${TERMS}/b/cves`)).json).toEqual({ content: [] });
    expect(listIn(fieldOf(all.json, 'content'), 'iocs')).toHaveLength(iocs.length);
    expect(listIn(fieldOf(page.json, 'content'), 'iocs')).toMatchObject([{ Type: 'IpAddresses' }]);
    expect(fieldOf(fieldOf(all.json, 'content'), 'nextOffset')).toBeNull();
  });

  it.each([
    ['exclusive', ['c']],
    ['inclusive', ['a', 'b', 'c']],
  ] as const)('have indicators whose cursor is a bare time, %s', async (iocCursor, expected) => {
    const at = (Value: string, day: number) => ({
      Value,
      Type: 'Domains',
      UpdateDate: `2026-05-0${day}T00:00:00.000Z`,
    });
    const iocs = [at('a', 1), at('b', 1), at('c', 2)];
    const sandbox = await started({ iocCursor, cyberTerms: [{ term: term('t'), iocs }] });

    const first = fieldOf((await ask(sandbox, `${TERMS}/t/iocs?limit=1`)).json, 'content');
    const offset = String(fieldOf(first, 'nextOffset'));
    const rest = fieldOf((await ask(sandbox, `${TERMS}/t/iocs?offset=${offset}`)).json, 'content');

    expect(offset).toBe('2026-05-01T00:00:00.000Z');
    expect(listIn(rest, 'iocs').map((ioc) => fieldOf(ioc, 'Value'))).toEqual(expected);
  });

  it('that do not exist answer 404 without a body; a wrong kind 422', async () => {
    const sandbox = await started({ cyberTerms: [{ term: term('a') }] });

    const answers = [await ask(sandbox, `${TERMS}/x/cves`), await ask(sandbox, `${TERMS}/x/iocs`)];

    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [404, ''],
      [404, ''],
    ]);
    expect((await ask(sandbox, `${TERMS}/a/iocs?iocType=Ip`)).status).toBe(422);
    expect((await ask(sandbox, `${TERMS}?type=Threat%20Actor`)).status).toBe(422);
  });
});

describe('mentions', () => {
  const FIXTURES = listIn(fixture(`${ROOT}/search_mentions.json`), 'Data') as readonly MentionHolding['record'][];

  function mention(id: number, fields: Partial<MentionHolding> = {}): MentionHolding {
    const date = new Date(Date.UTC(2026, 4, id)).toISOString();
    const record = { id: `m${id}`, Title: 'acme', ShortContent: `text ${id}`, Author: 'someone', Date: date };
    return { record, source: 'PasteSite', ...fields };
  }

  const found = (json: unknown) => listIn(json, 'Data').map((each) => fieldOf(each, 'id'));

  it('come in pages of 15, newest first, with their number', async () => {
    const sandbox = await started({ mentions: Array.from({ length: 20 }, (_, index) => mention(index + 1)) });

    const first = await ask(
      sandbox,
      '/v2/intellifind?search=acme&page-number=0&highlight-tags=True&only-dark-web=False',
    );
    const second = await ask(sandbox, '/v2/intellifind?search=acme&page-number=1');

    expect(found(first.json)).toHaveLength(15);
    expect(found(first.json)[0]).toBe('m20');
    expect(found(second.json)).toEqual(['m5', 'm4', 'm3', 'm2', 'm1']);
    expect(fieldOf(second.json, 'Total')).toBe(20);
  });

  it('are served as they are, the fixture among them', async () => {
    const sandbox = await started({
      mentions: FIXTURES.map((record) => ({ record, source: 'HackingForum' as const })),
    });

    const { json } = await ask(sandbox, '/v2/intellifind?search=thanks%20buddy');

    expect(listIn(json, 'Data')).toContainEqual(FIXTURES[0]);
  });

  it.each([
    ['search=acme&source-type=SocialMedia', ['m2']],
    ['search=acme&source-type=SocialMedia&source-type=BlackMarket', ['m3', 'm2']],
    ['search=acme&only-dark-web=True', ['m3']],
    ['search=acme&report-date=2026-05-02', ['m3', 'm2']],
    ['search=nothing', []],
  ])('can be narrowed: %s', async (query, expected) => {
    const mentions = [
      mention(1),
      mention(2, { source: 'SocialMedia' }),
      mention(3, { source: 'BlackMarket', darkWeb: true }),
    ];
    const sandbox = await started({ mentions });

    expect(found((await ask(sandbox, `/v2/intellifind?${query}`)).json)).toEqual(expected);
  });

  it.each(['', '?search=', '?search=(acme', '?search=acme&source-type=Social%20Media', '?search=a&page-number=-1'])(
    'cannot be searched with "%s"',
    async (query) => {
      expect((await ask(await started(), `/v2/intellifind${query}`)).status).toBe(422);
    },
  );
});

describe('the words of a search', () => {
  it.each([
    ['acme', true],
    ['ACME portal', true],
    ['acme AND absent', false],
    ['acme OR absent', true],
    ['absent OR portal', true],
    ['acme NOT portal', false],
    ['NOT absent', true],
    ['(absent OR acme) AND portal', true],
    ['NOT (absent OR acme)', false],
    ['"the acme"', true],
    ['"acme the"', false],
    ['author: someone', true],
    ['Author:"some one"', false],
    ['author: other', false],
    ['https://acme.example/a', true],
  ])('%s', (query, expected) => {
    const search = parseSearch(query);

    expect(search?.('the Acme portal https://acme.example/a', { Author: 'someone' })).toBe(expected);
  });

  it.each(['', '(', ')', 'a AND', 'OR a', 'a OR', 'NOT', '(a', 'a)'])('"%s" is none', (query) => {
    expect(parseSearch(query)).toBeUndefined();
  });
});
