import { describe, expect, it } from 'vitest';
import { iocTypeOf } from '../../../src/sandbox/rapid7/ioc-kinds.ts';
import type { IocRecord } from '../../../src/sandbox/rapid7/wire.ts';
import { fieldOf, fixture, listIn } from '../json.ts';
import { ask, started } from './ask.ts';

const ROOT = 'rapid7-threat-command';
const FIXTURES = listIn(fixture(`${ROOT}/ioc/filter_list.json`), 'content') as readonly IocRecord[];

function ioc(value: string, fields: Partial<IocRecord> = {}): { readonly record: IocRecord } {
  const at = '2026-05-01T00:00:00.000Z';
  const times = { lastUpdateDate: at, lastSeen: at, firstSeen: at };
  const record = { value, type: iocTypeOf(value) ?? '', status: 'Active', severity: 'High', score: 80, ...times };
  return { record: { ...record, whitelisted: false, tags: [], reportedFeeds: [], ...fields } };
}

const LIST = '/v3/iocs?lastUpdatedFrom=2020-01-01T00:00:00.000Z';
const values = (json: unknown) => listIn(json, 'content').map((each) => String(fieldOf(each, 'value')));

describe('what kind of indicator a value is', () => {
  it.each([
    ['192.0.2.1', 'IpAddresses'],
    ['2001:db8::1', 'IpAddresses'],
    ['evil.example', 'Domains'],
    ['lаrkfield.example', 'Domains'],
    ['https://evil.example/a?b=1#c', 'Urls'],
    ['evil.example/path', 'Urls'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'Hashes'],
    ['a@evil.example', 'Emails'],
    ['196.2asdasdasd45.237.144', undefined],
    ['not one', undefined],
    ['', undefined],
  ])('%s', (value, expected) => {
    expect(iocTypeOf(value)).toBe(expected);
  });
});

describe('the list of indicators', () => {
  it('needs a date to begin with', async () => {
    expect((await ask(await started(), '/v3/iocs')).status).toBe(422);
  });

  it('has the shape, order and cursor of the fixture', async () => {
    const sandbox = await started({ iocs: [...FIXTURES.toReversed().map((record) => ({ record })), ioc('b.example')] });

    const { json } = await ask(sandbox, `${LIST}&limit=3`);

    expect(json).toEqual(fixture(`${ROOT}/ioc/filter_list.json`));
    expect(values((await ask(sandbox, `${LIST}&offset=2022-12-13T07:40:14.740Z`)).json)).toEqual(['b.example']);
  });

  it.each([
    ['exclusive', ['c.example']],
    ['inclusive', ['a.example', 'b.example', 'c.example']],
  ] as const)('goes on behind a bare time, %s', async (iocCursor, expected) => {
    const later = { lastUpdateDate: '2026-05-02T00:00:00.000Z' };
    const sandbox = await started({ iocCursor, iocs: [ioc('a.example'), ioc('b.example'), ioc('c.example', later)] });

    expect(values((await ask(sandbox, `${LIST}&offset=2026-05-01T00:00:00.000Z`)).json)).toEqual(expected);
  });

  it.each([
    ['&status=Retired', ['192.0.2.1']],
    ['&type=IpAddresses,Domains', ['192.0.2.1', 'a.example']],
    ['&severity=Low', ['a.example']],
    ['&whitelisted=true', ['192.0.2.1']],
    ['&whitelisted=False', ['a.example', 'https://a.example/x']],
    ['&sourceIds=s1', ['a.example']],
    ['&killChainPhases=CommandandControl', ['https://a.example/x']],
    ['&lastSeenFrom=2026-05-03T00:00:00.000Z', ['a.example']],
    ['&firstSeenTo=2026-04-01T00:00:00.000Z', ['https://a.example/x']],
    ['&lastUpdatedTo=2026-04-01T00:00:00.000Z', []],
  ])('can be filtered: %s', async (query, expected) => {
    const feed = { id: 's1', name: 'Feed', confidenceLevel: 1 };
    const iocs = [
      ioc('192.0.2.1', { status: 'Retired', whitelisted: true }),
      ioc('a.example', { severity: 'Low', reportedFeeds: [feed], lastSeen: '2026-05-04T00:00:00.000Z' }),
      {
        ...ioc('https://a.example/x', { firstSeen: '2026-03-01T00:00:00.000Z' }),
        phases: ['CommandandControl' as const],
      },
    ];
    const sandbox = await started({ iocs });

    expect(values((await ask(sandbox, LIST + query)).json)).toEqual(expected);
  });
});

describe('an indicator by its value', () => {
  const byValue = '/v3/iocs/ioc-by-value?iocValue=';

  it('is served as it is', async () => {
    const record = fixture(`${ROOT}/ioc/get.json`) as IocRecord;
    const sandbox = await started({ iocs: [{ record }] });

    expect((await ask(sandbox, `${byValue}example.com`)).json).toEqual(record);
  });

  it.each([
    ['no-content', 204, ''],
    ['IocDoesNotExist', 404, 'IocDoesNotExist'],
  ] as const)('that is unknown is told by %s', async (unknownIoc, status, text) => {
    const answer = await ask(await started({ unknownIoc }), `${byValue}evil.example`);

    expect([answer.status, answer.text]).toEqual([status, text]);
  });

  it.each(['a%40evil.example', '', 'not%20one'])('"%s" is refused', async (value) => {
    expect((await ask(await started(), byValue + value)).status).toBe(422);
  });
});

describe('a change of indicators', () => {
  const held = (sandbox: Awaited<ReturnType<typeof started>>, value: string) =>
    sandbox.holdings.iocs().find(({ record }) => record.value === value);
  const change = async (method: string, path: string, body: unknown) => {
    const sandbox = await started({ iocs: [ioc('evil.example')] });
    return { sandbox, answer: await ask(sandbox, path, { method, body }) };
  };

  it.each([
    [
      'POST',
      '/v1/iocs/tags',
      [
        { iocValue: 'evil.example', tag: 'x' },
        { iocValue: 'evil.example', tag: 'y' },
      ],
      { success: true },
      { record: { tags: ['x', 'y'] } },
    ],
    [
      'POST',
      '/v1/iocs/comments',
      [{ iocValue: 'evil.example', comment: 'seen' }],
      { success: true },
      { comments: ['seen'] },
    ],
    [
      'PATCH',
      '/v2/iocs/severity',
      [{ iocValue: 'evil.example', severity: 'Low' }],
      fixture(`${ROOT}/ioc/severity_update.json`),
      { record: { severity: 'Low' } },
    ],
    [
      'POST',
      '/v2/iocs/user-whitelist',
      { iocs: [{ value: 'evil.example', whitelisted: true }] },
      { success: true },
      { record: { whitelisted: true } },
    ],
    [
      'DELETE',
      '/v2/iocs/user-whitelist',
      { iocs: ['evil.example'] },
      { success: true },
      { record: { whitelisted: false } },
    ],
    ['POST', '/v1/iocs/blocklist', { iocs: ['evil.example'] }, { success: true }, { blocklisted: true }],
    ['DELETE', '/v1/iocs/blocklist', { iocs: ['evil.example'] }, { success: true }, { blocklisted: false }],
  ])('%s %s', async (method, path, body, said, expected) => {
    const { sandbox, answer } = await change(method, path, body);

    expect([answer.status, answer.json]).toEqual([200, said]);
    expect(held(sandbox, 'evil.example')).toMatchObject(expected);
  });

  it('makes an unknown one known, without a rating', async () => {
    const { sandbox } = await change('POST', '/v1/iocs/tags', [{ iocValue: '192.0.2.9', tag: 'x' }]);

    expect(held(sandbox, '192.0.2.9')?.record).toMatchObject({
      type: 'IpAddresses',
      severity: 'PendingEnrichment',
      score: 0,
      tags: ['x'],
    });
  });

  it.each([
    ['POST', '/v1/iocs/tags', [{ iocValue: 'no ioc', tag: 'x' }], 422, fixture(`${ROOT}/ioc/tag_fail.json`)],
    ['POST', '/v1/iocs/comments', [{ iocValue: 'no ioc', comment: 'x' }], 422, fixture(`${ROOT}/ioc/tag_fail.json`)],
    [
      'PATCH',
      '/v2/iocs/severity',
      [{ iocValue: '196.2asdasdasd45.237.144', severity: 'Low' }],
      200,
      fixture(`${ROOT}/ioc/severity_fail.json`),
    ],
    [
      'POST',
      '/v1/iocs/blocklist',
      { iocs: ['evil.example', 'no ioc'] },
      400,
      fixture(`${ROOT}/ioc/add_blocklist_fail.json`),
    ],
    [
      'POST',
      '/v2/iocs/user-whitelist',
      { iocs: [{ value: 'no ioc', whitelisted: true }] },
      400,
      fixture(`${ROOT}/ioc/add_blocklist_fail.json`),
    ],
  ])('%s %s is refused for a value that is none', async (method, path, body, status, said) => {
    const { sandbox, answer } = await change(method, path, body);

    expect([answer.status, answer.json]).toEqual([status, said]);
    expect(sandbox.holdings.iocs()).toEqual([ioc('evil.example')]);
  });

  it.each([
    ['POST', '/v1/iocs/blocklist', { iocs: [] }, 400, 'MissingIocs'],
    ['DELETE', '/v2/iocs/user-whitelist', { iocs: [] }, 400, 'MissingIocs'],
    ['POST', '/v1/iocs/tags', [], 422, 'Invalid Request'],
    ['PATCH', '/v2/iocs/severity', [{ iocValue: 'evil.example', severity: 'low' }], 422, '/0/severity'],
    ['POST', '/v1/iocs/tags', { iocValue: 'evil.example', tag: 'x' }, 422, 'Invalid Request'],
  ])('%s %s %j is refused', async (method, path, body, status, text) => {
    const { answer } = await change(method, path, body);

    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });
});
