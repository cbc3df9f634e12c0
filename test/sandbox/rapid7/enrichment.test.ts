import { describe, expect, it } from 'vitest';
import { createStory } from '../../../src/sandbox/rapid7/story.ts';
import { fieldOf, fixture } from '../json.ts';
import { ask, started } from './ask.ts';

const ROOT = 'rapid7-threat-command';
const now = () => new Date('2026-06-01T10:00:00.000Z');

type Sandbox = Awaited<ReturnType<typeof started>>;

async function statusesOf(sandbox: Sandbox, value: string, times: number): Promise<readonly unknown[]> {
  const statuses: unknown[] = [];
  for (let index = 0; index < times; index += 1) {
    statuses.push(fieldOf((await ask(sandbox, `/v1/iocs/enrich/${encodeURIComponent(value)}`)).json, 'Status'));
  }
  return statuses;
}

describe('an enrichment', () => {
  it('goes on from request to request and costs one credit', async () => {
    const sandbox = await started({
      enrichment: { statuses: ['Queued', 'InProgress', 'Done'], total: 10, remaining: 10 },
    });

    expect(await statusesOf(sandbox, 'evil.example', 5)).toEqual(['Queued', 'InProgress', 'Done', 'Done', 'Done']);
    expect(sandbox.settings().enrichment.remaining).toBe(9);
  });

  it('can cost one for each request while it runs', async () => {
    const sandbox = await started({
      enrichment: { statuses: ['Queued', 'InProgress', 'Done'], remaining: 10, pollingCosts: true },
    });

    await statusesOf(sandbox, 'evil.example', 5);

    expect(sandbox.settings().enrichment.remaining).toBe(7);
  });

  it('can be told for single values', async () => {
    const byValue = { 'bad.example': ['Failed'], 'odd.example': ['Brewing', 'Done'], 'stuck.example': ['InProgress'] };
    const sandbox = await started({ enrichment: { byValue } });

    expect(await statusesOf(sandbox, 'bad.example', 2)).toEqual(['Failed', 'Failed']);
    expect(await statusesOf(sandbox, 'odd.example', 2)).toEqual(['Brewing', 'Done']);
    expect(await statusesOf(sandbox, 'stuck.example', 4)).toEqual(Array(4).fill('InProgress'));
  });

  it('is refused in a 200 when the credits are used up; what has begun goes on', async () => {
    const sandbox = await started({ enrichment: { statuses: ['InProgress', 'Done'], total: 2, remaining: 1 } });

    const begun = await statusesOf(sandbox, 'a.example', 1);
    const refused = await ask(sandbox, '/v1/iocs/enrich/b.example');

    expect([refused.status, refused.json]).toEqual([200, { OriginalValue: 'b.example', Status: 'QuotaExceeded' }]);
    expect([...begun, ...(await statusesOf(sandbox, 'a.example', 1))]).toEqual(['InProgress', 'Done']);
    sandbox.set({ enrichment: { remaining: 5 } });
    expect(await statusesOf(sandbox, 'b.example', 2)).toEqual(['InProgress', 'Done']);
  });

  it('of a value that is none is invalid and costs nothing', async () => {
    const sandbox = await started({ enrichment: { remaining: 3 } });

    expect(await statusesOf(sandbox, 'not one', 1)).toEqual(['Invalid']);
    expect(await statusesOf(sandbox, 'a@evil.example', 1)).toEqual(['Invalid']);
    expect(sandbox.settings().enrichment.remaining).toBe(3);
  });

  it.each([
    [encodeURIComponent('https://evil.example/a?b=1#c'), 'https://evil.example/a?b=1#c'],
    ['https://evil.example/a', 'https://evil.example/a'],
    [encodeURIComponent('https://evil.example/%41'), 'https://evil.example/%41'],
  ])('of %s is about %s', async (path, expected) => {
    const { json } = await ask(await started(), `/v1/iocs/enrich/${path}`);

    expect(fieldOf(json, 'OriginalValue')).toBe(expected);
  });

  it('of a path that cannot be decoded is refused', async () => {
    expect((await ask(await started(), '/v1/iocs/enrich/%E0%A4%A')).status).toBe(422);
  });
});

describe('the quota', () => {
  it('has the shape of the fixture and counts down', async () => {
    const sandbox = await started({ now, enrichment: { total: 7, remaining: 4 } });
    await statusesOf(sandbox, 'evil.example', 1);

    const { json } = await ask(sandbox, '/v1/iocs/quota');

    expect(json).toEqual({ EnrichIocsQuota: { TimePeriod: '2026-06-01', Total: 7, Remaining: 3 } });
    expect(Object.keys(Object(fieldOf(json, 'EnrichIocsQuota')))).toEqual(
      Object.keys(Object(fieldOf(fixture(`${ROOT}/ioc/quota.json`), 'EnrichIocsQuota'))),
    );
  });
});

/** Names of all fields, deep; of a list, those of all its items together. */
function fieldsOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => fieldsOf(item, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, item]) => [`${path}.${name}`, ...fieldsOf(item, `${path}.${name}`)]);
}

describe('the data of an enrichment', () => {
  const { iocs = [] } = createStory({ seed: 1, start: now() }).options;
  const known = (type: string) => iocs.find(({ record }) => record.type === type)?.record.value ?? '';

  it.each([
    ['Domains', ['enrich_domain.json', 'enrich_domain_2.json']],
    ['IpAddresses', ['enrich_ip.json', 'enrich_ip_4.json']],
    ['Urls', ['enrich_url.json']],
    ['Hashes', ['enrich_file.json', 'enrich_file_4.json']],
  ])('of %s has the fields of the fixtures, and no others', async (type, files) => {
    const sandbox = await started({ iocs, now, enrichment: { statuses: ['Done'] } });
    const expected = new Set(files.flatMap((file) => fieldsOf(fieldOf(fixture(`${ROOT}/ioc/${file}`), 'Data'))));

    const { json } = await ask(sandbox, `/v1/iocs/enrich/${encodeURIComponent(known(type))}`);

    const fields = fieldsOf(fieldOf(json, 'Data')).filter((name) => !name.endsWith('[]'));
    expect(fields.filter((name) => !expected.has(name))).toEqual([]);
    expect(fields.length).toBeGreaterThan(20);
    expect(fieldOf(json, 'Data')).toMatchObject({ Value: known(type), Type: type, IsKnownIoc: true });
  });

  it('is the same for the same value, and says that an unknown one is not known', async () => {
    const sandbox = await started({ now, enrichment: { statuses: ['Done'] } });

    const [first, second] = [
      await ask(sandbox, '/v1/iocs/enrich/a.example'),
      await ask(sandbox, '/v1/iocs/enrich/a.example'),
    ];

    expect(second.json).toEqual(first.json);
    expect(fieldOf(first.json, 'Data')).toMatchObject({ IsKnownIoc: false, Sources: [] });
  });

  it('can be given', async () => {
    const Data = fieldOf(fixture(`${ROOT}/ioc/enrich_file.json`), 'Data');
    const value = String(fieldOf(Data, 'Value'));
    const sandbox = await started({ enrichment: { statuses: ['Done'], data: { [value]: Data } } });

    expect((await ask(sandbox, `/v1/iocs/enrich/${value}`)).json).toEqual(fixture(`${ROOT}/ioc/enrich_file.json`));
  });
});
