import { describe, expect, it } from 'vitest';
import type { GroupIbSandbox } from '../../../src/sandbox/group-ib/sandbox.ts';
import { ask, captured, fieldOf, fixture, held, idsOf, listIn, started } from './ask.ts';

const BREACHED = 'compromised/breached';
const DAYS = [3, 1, 5, 2, 4].map((day) => ({ id: `b${day}`, uploadTime: `2026-03-0${day}T12:00:00` }));

/** The ids of all pages of a search, a list for each page. */
async function pagesOf(sandbox: GroupIbSandbox, path: string, limit: number): Promise<unknown[][]> {
  const pages: unknown[][] = [];
  let query = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}`;
  for (;;) {
    const { json } = await ask(sandbox, query);
    const ids = listIn(json, 'items').map((item) => fieldOf(item, 'id'));
    if (ids.length === 0) return pages;
    pages.push(ids);
    query = `${BREACHED}?resultId=${String(fieldOf(json, 'resultId'))}&limit=${limit}`;
  }
}

describe('a search in a collection', () => {
  it('gives pages newest first, under a result id, with the count of all and no place', async () => {
    const sandbox = await started({ items: held(BREACHED, DAYS) });

    const { json } = await ask(sandbox, `${BREACHED}?limit=2`);
    const pages = await pagesOf(sandbox, BREACHED, 2);

    expect(json).toEqual({
      resultId: expect.stringMatching(/^[0-9a-f]{40}$/),
      count: 5,
      items: [DAYS[2], DAYS[4]],
    });
    expect(pages).toEqual([['b5', 'b4'], ['b3', 'b2'], ['b1']]);
  });

  it('keeps to what it found first, with the same count, whatever comes meanwhile', async () => {
    const sandbox = await started({ items: held(BREACHED, DAYS) });
    sandbox.afterRequest(1, (service) => service.addItem(BREACHED, { id: 'b9', uploadTime: '2026-03-09T12:00:00' }));

    const { json } = await ask(sandbox, `${BREACHED}?limit=4`);
    const next = await ask(sandbox, `${BREACHED}?limit=4&resultId=${String(fieldOf(json, 'resultId'))}`);

    expect(next.json).toMatchObject({ count: 5, items: [{ id: 'b1' }] });
    expect(await idsOf(sandbox, BREACHED)).toHaveLength(6);
  });

  it('gives the same page again for the same result id', async () => {
    const sandbox = await started({ items: held(BREACHED, DAYS) });
    const { json } = await ask(sandbox, `${BREACHED}?limit=2`);
    const next = `${BREACHED}?limit=2&resultId=${String(fieldOf(json, 'resultId'))}`;

    expect(await idsOf(sandbox, next)).toEqual(await idsOf(sandbox, next));
  });

  it.each([
    ['df=2026-03-03', ['b5', 'b4', 'b3']],
    ['df=2026-03-02T12:00:01Z&dt=2026-03-04T12:00:00Z', ['b4', 'b3']],
    ['q=id:b2', ['b2']],
    ['apply_hunting_rules=1', []],
  ])('is narrowed by %s, for all its pages', async (query, expected) => {
    const sandbox = await started({ items: held(BREACHED, DAYS, { hunted: false }) });

    expect((await pagesOf(sandbox, `${BREACHED}?${query}`, 2)).flat()).toEqual(expected);
  });

  it('advances: what came or changed since is found by its date', async () => {
    const sandbox = await started({ items: held(BREACHED, DAYS) });
    sandbox.addItem(BREACHED, { id: 'b9' });
    sandbox.changeItem(BREACHED, 'b1', { fields: { email: ['a@mail.example'] } });

    const since = new Date(Date.now() - 60_000).toISOString().slice(0, 19);

    expect(await idsOf(sandbox, `${BREACHED}?df=${since}Z`)).toEqual(['b1', 'b9']);
    expect(sandbox.items(BREACHED).every((item) => !('seqUpdate' in item))).toBe(true);
  });

  it('is served for collections with a sequence, too', async () => {
    const sandbox = await started({
      items: held('attacks/ddos', [
        { id: 'a', dateReg: '2026-03-01' },
        { id: 'b', dateReg: '2026-03-02' },
      ]),
    });

    expect(await idsOf(sandbox, 'attacks/ddos')).toEqual(['b', 'a']);
  });

  it('is forgotten on demand, and unknown to another collection', async () => {
    const sandbox = await started({ items: held(BREACHED, DAYS) });
    const { json } = await ask(sandbox, `${BREACHED}?limit=2`);
    const resultId = String(fieldOf(json, 'resultId'));

    const elsewhere = await ask(sandbox, `compromised/reaper?resultId=${resultId}`);
    sandbox.forgetResults();
    const forgotten = await ask(sandbox, `${BREACHED}?resultId=${resultId}`);

    expect([elsewhere.status, forgotten.status]).toEqual([404, 404]);
  });

  it('is forgotten when a thousand others came after it', async () => {
    const sandbox = await started({ items: held(BREACHED, DAYS) });
    const first = String(fieldOf((await ask(sandbox, BREACHED)).json, 'resultId'));
    const again = async () => (await ask(sandbox, `${BREACHED}?resultId=${first}`)).status;

    const before = await again();
    for (let left = 1_000; left > 0; left -= 50) {
      await Promise.all(Array.from({ length: 50 }, () => ask(sandbox, BREACHED)));
    }

    expect([before, await again()]).toEqual([200, 404]);
  });

  it.each(['limit=some', 'df=yesterday', 'q=nonsense:1'])('refuses %s with 400', async (query) => {
    const sandbox = await started();

    expect((await ask(sandbox, `${BREACHED}?${query}`)).status).toBe(400);
  });

  it('gives the captured page', async () => {
    const { page, items } = captured(BREACHED);
    const sandbox = await started({ items });

    const { json } = await ask(sandbox, BREACHED);

    expect(Object.keys(json ?? {})).toEqual(Object.keys(page ?? {}));
    expect(listIn(json, 'items')).toEqual(expect.arrayContaining([...listIn(page, 'items')]));
  });
});

describe('what q finds', () => {
  const items = held('ioc/common', [
    {
      id: 'n1',
      type: 'network',
      url: 'http://192.0.2.104/shell?x=1',
      ip: ['192.0.2.104'],
      malwareList: [{ name: 'Mirai' }],
    },
    { id: 'n2', type: 'network', domain: 'Login.Evil.example', ip: ['2001:db8::1'] },
    { id: 'n3', type: 'network', url: 'https://login.evil.example:8443/a', note: 'collector@mail.example' },
    { id: 'f1', type: 'file', hash: ['59CB90B1A526CE4646C9EC8A69F3271A'] },
    { id: 'WPVDB-ID:7181', type: 'file' },
  ]);

  it.each([
    ['ip:192.0.2.104', ['n1']],
    ['ip:192.0.2.10', []],
    ['ip:2001:db8::1', ['n2']],
    ['2001:db8::1', ['n2']],
    ['192.0.2.10', ['n1']],
    ['domain:login.evil.example', ['n2', 'n3']],
    ['domain:evil.example', []],
    ['email:COLLECTOR@mail.example', ['n3']],
    ['hash:59cb90b1a526ce4646c9ec8a69f3271a', ['f1']],
    ['id:f1', ['f1']],
    ['id:WPVDB-ID:7181', ['WPVDB-ID:7181']],
    ['WPVDB-ID:7181', ['WPVDB-ID:7181']],
    ['http://192.0.2.104/shell?x=1', ['n1']],
    ['mirai', ['n1']],
    [' ', ['n1', 'n2', 'n3', 'f1', 'WPVDB-ID:7181']],
  ])('%s', async (q, expected) => {
    const sandbox = await started({ items });

    expect(await idsOf(sandbox, `ioc/common/updated?q=${encodeURIComponent(q)}`)).toEqual(expected);
  });

  it('takes the tags that the collection advertises, and no others', async () => {
    const sandbox = await started();
    sandbox.addItem('compromised/account_group', { id: 'a', service: { domain: 'portal.larkfield.example' } });
    const tree = `q=${encodeURIComponent('service_domain.tree:larkfield.example')}`;

    expect(await idsOf(sandbox, `compromised/account_group/updated?${tree}`)).toEqual(['a']);
    expect((await ask(sandbox, `malware/cnc/updated?${tree}`)).status).toBe(400);
  });
});

describe('the global search', () => {
  it('counts the hits of each collection and links to them, in the captured shape', async () => {
    const sandbox = await started();
    sandbox.addItem('suspicious_ip/scanner', { id: '192.0.2.8', ipv4: { ip: '192.0.2.8' } });
    sandbox.addItem('malware/config', { ips: ['192.0.2.8'] });
    sandbox.addItem('malware/config', { ips: ['192.0.2.8', '192.0.2.9'] });
    sandbox.addItem('attacks/ddos', { source: '192.0.2.80' });

    const { json } = await ask(sandbox, 'search?q=ip%3A192.0.2.8');

    const hits = Array.isArray(json) ? json : [];
    const [example] = [fixture('group-ib/search.json')].flat();
    expect(hits.map((hit) => [fieldOf(hit, 'apiPath'), fieldOf(hit, 'count')])).toEqual([
      ['malware/config', 2],
      ['suspicious_ip/scanner', 1],
    ]);
    expect(Object.keys(hits[0])).toEqual(Object.keys(Object(example)));
    expect(fieldOf(hits[1], 'link')).toBe(`${sandbox.url}suspicious_ip/scanner?q=ip:192.0.2.8`);
  });

  it('is empty where nothing is found', async () => {
    const sandbox = await started();

    expect((await ask(sandbox, 'search?q=nothing')).json).toEqual([]);
  });

  it.each(['search', 'search?q=', 'search?q=nonsense:1'])('refuses %s with 400', async (path) => {
    const sandbox = await started();

    expect((await ask(sandbox, path)).status).toBe(400);
  });
});
