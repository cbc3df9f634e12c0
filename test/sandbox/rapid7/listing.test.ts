import { describe, expect, it } from 'vitest';
import { fieldOf, fixture, listIn } from '../json.ts';
import { alertsFrom1, ask, idOf, listed, started } from './ask.ts';

const UPDATES = '/v1/data/alerts/update-alerts';

/** Follows the cursors to the end. */
async function pagesOf(sandbox: Awaited<ReturnType<typeof started>>, limit: number): Promise<readonly unknown[]> {
  const pages: unknown[] = [];
  for (let offset: unknown = ''; typeof offset === 'string' && pages.length < 50;) {
    const { json } = await ask(
      sandbox,
      `${UPDATES}?limit=${limit}${offset && `&offset=${encodeURIComponent(offset)}`}`,
    );
    pages.push(listIn(json, 'content').map((alert) => Number(fieldOf(alert, '_id'))));
    offset = fieldOf(json, 'nextOffset');
  }
  return pages;
}

describe('the listing of alerts', () => {
  it('has the order and the shape of the fixture', async () => {
    const expected = fixture('rapid7-threat-command/alert/list50.json');
    const seeds = listIn(expected, 'content').map((alert) => ({
      _id: String(fieldOf(alert, '_id')),
      UpdateDate: fieldOf(alert, 'updateDate'),
    }));
    const sandbox = await started({ alerts: seeds.toReversed(), alertList: { nextOffset: 'always' } });

    const { json } = await ask(sandbox, `${UPDATES}?limit=50`);

    expect(json).toEqual(expected);
  });

  it('pages through equal dates without losing or repeating one', async () => {
    const UpdateDate = '2026-06-01T08:00:00.000Z';
    const sandbox = await started({ alerts: [9, 3, 7, 1, 5].map((digit) => ({ _id: idOf(digit), UpdateDate })) });

    expect(await pagesOf(sandbox, 2)).toEqual([[1, 3], [5, 7], [9]]);
  });

  it('goes on behind a cursor whose record is gone or has moved', async () => {
    const sandbox = await started({ alerts: alertsFrom1(4) });
    const { json } = await ask(sandbox, `${UPDATES}?limit=2`);
    sandbox.removeAlert(idOf(2));
    sandbox.changeAlert(idOf(1), { UpdateDate: '2026-06-02T00:00:00.000Z' });

    const rest = await listed(sandbox, `?offset=${encodeURIComponent(String(fieldOf(json, 'nextOffset')))}`);

    expect(rest).toEqual([3, 4, 1]);
  });

  it('never gives more than 1000 at once', async () => {
    const sandbox = await started({ alerts: alertsFrom1(1003) });

    expect(await listed(sandbox)).toHaveLength(1000);
    expect(await listed(sandbox, '?limit=2000')).toHaveLength(1000);
    expect(await listed(sandbox, '?limit=0')).toHaveLength(0);
  });

  it.each([
    ['while-more', [`2026-06-01T08:00:00.000Z::${idOf(1)}`, undefined]],
    ['always', [`2026-06-01T08:00:00.000Z::${idOf(1)}`, `2026-06-01T08:01:00.000Z::${idOf(2)}`]],
    ['never', [undefined, undefined]],
  ] as const)('names the next offset %s', async (nextOffset, expected) => {
    const sandbox = await started({ alerts: alertsFrom1(2), alertList: { nextOffset } });

    const answers = [await ask(sandbox, `${UPDATES}?limit=1`), await ask(sandbox, UPDATES)];

    expect(answers.map(({ json }) => fieldOf(json, 'nextOffset'))).toEqual(expected);
  });

  it.each([
    ['empty-content', 200, { content: [] }],
    ['no-content', 204, undefined],
  ] as const)('tells that there is nothing by %s', async (empty, status, expected) => {
    const sandbox = await started({ alertList: { empty } });

    const answer = await ask(sandbox, UPDATES);

    expect([answer.status, answer.json]).toEqual([status, expected]);
  });

  it.each([
    ['applies', [4]],
    ['ignored', [3, 4]],
  ] as const)('lastUpdatedFrom %s beside an offset', async (fromWithOffset, expected) => {
    const sandbox = await started({ alerts: alertsFrom1(4), alertList: { fromWithOffset } });
    const offset = encodeURIComponent(`2026-06-01T08:01:00.000Z::${idOf(2)}`);

    expect(await listed(sandbox, `?lastUpdatedFrom=2026-06-01T08:03:00.000Z&offset=${offset}`)).toEqual(expected);
    expect(await listed(sandbox, '?lastUpdatedFrom=2026-06-01T08:03:00.000Z')).toEqual([4]);
  });

  it('lists an alert without an update date or severity too', async () => {
    const sandbox = await started({ alerts: [{ _id: idOf(1) }, { _id: idOf(2), Details: { Severity: null } }] });

    expect((await ask(sandbox, UPDATES)).json).toEqual({ content: [{ _id: idOf(1) }, { _id: idOf(2) }] });
    expect(await listed(sandbox, '?severity=High,Medium,Low')).toEqual([]);
  });
});

const VARIED = [
  {
    _id: idOf(1),
    UpdateDate: '2026-06-01T08:00:00.000Z',
    FoundDate: '2026-05-01T00:00:00.000Z',
    Details: {
      Type: 'Phishing',
      Severity: 'High',
      Source: { Type: 'WHOIS servers', NetworkType: 'ClearWeb', Date: '2026-04-01T00:00:00.000Z' },
    },
    Assets: [{ Type: 'Domains', Value: 'acme.example' }],
    Assignees: ['u1'],
    IsFlagged: true,
    RelatedIocs: ['evil.example'],
    Closed: { IsClosed: false },
  },
  {
    _id: idOf(2),
    UpdateDate: '2026-06-02T08:00:00.000Z',
    FoundDate: '2026-05-02T00:00:00.000Z',
    Details: {
      Type: 'DataLeakage',
      Severity: 'Medium',
      Source: { Type: 'Credit Card Black Market', NetworkType: 'DarkWeb' },
    },
    Assets: [],
    Assignees: [],
    IsFlagged: false,
    RelatedIocs: [],
    Closed: { IsClosed: true },
  },
  {
    _id: idOf(3),
    UpdateDate: '2026-06-03T08:00:00.000Z',
    FoundDate: '2026-05-03T00:00:00.000Z',
    Details: { Type: 'vip', Severity: 'Low', Source: { Type: 'LinkedIn', NetworkType: 'ClearWeb' } },
    Closed: { IsClosed: false },
  },
];

describe('a filter of the listing', () => {
  it.each([
    ['?severity=High&severity=Low', [1, 3]],
    ['?severity=High,Low', [1, 3]],
    ['?severity[]=High&severity[]=Low', [1, 3]],
    ['?severity%5B%5D=Medium', [2]],
    ['?alertType=DataLeakage,vip', [2, 3]],
    ['?networkType=DarkWeb', [2]],
    ['?sourceType=BlackMarkets', [2]],
    ['?sourceType=SocialMedia&sourceType=BlackMarkets', [2, 3]],
    ['?sourceType=Others', [1]],
    ['?matchedAssetValue=acme.example', [1]],
    ['?matchedAssetValue=other.example', []],
    ['?assigned=true', [1]],
    ['?assigned=false', [2, 3]],
    ['?isFlagged=true', [1]],
    ['?hasIoc=True', [1]],
    ['', [1, 2, 3]],
    ['?isClosed=true', [2]],
    ['?isClosed=false', [1, 3]],
    ['?lastUpdatedFrom=2026-06-02T08:00:00.000Z', [2, 3]],
    ['?lastUpdatedTo=2026-06-02T08:00:00.000Z', [1, 2]],
    ['?foundDateFrom=2026-05-02T00:00:00.000Z&foundDateTo=2026-05-02T00:00:00.000Z', [2]],
    ['?sourceDateFrom=2026-03-01T00:00:00.000Z', [1]],
  ])('%s', async (query, expected) => {
    const sandbox = await started({ alerts: VARIED });

    expect(await listed(sandbox, query)).toEqual(expected);
  });

  it('can take the absence of isClosed for open ones', async () => {
    const sandbox = await started({ alerts: VARIED, alertList: { isClosedAbsent: 'open' } });

    expect(await listed(sandbox)).toEqual([1, 3]);
    expect(await listed(sandbox, '?isClosed=true')).toEqual([2]);
  });

  it.each([
    '?severity=high',
    '?severity=High,Urgent',
    '?alertType=Data%20Leakage',
    '?sourceType=BlackMarket',
    '?networkType=Clear%20Web',
    '?isClosed=yes',
    '?lastUpdatedFrom=yesterday',
    '?limit=ten',
    '?offset=2026-06-01T08:00:00.000Z',
    '?offset=nothing::1',
  ])('%s is refused with 422', async (query) => {
    const sandbox = await started();

    const answer = await ask(sandbox, UPDATES + query);

    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ error: { name: 'Invalid Request', details: { errors: [{}] } } });
  });
});
