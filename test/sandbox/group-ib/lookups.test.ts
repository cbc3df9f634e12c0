import { describe, expect, it } from 'vitest';
import { ask, captured, fieldOf, fixture, held, started } from './ask.ts';

describe('an item by its id', () => {
  it.each([
    ['attacks/ddos', '7927ec532db08b2e420b33cff2a9068ca8487e76'],
    ['osi/vulnerability', 'WPVDB-ID:7181'],
    ['suspicious_ip/vpn', '192.0.2.135'],
    ['osi/public_leak', '0083e0516cac929a5f5267f8f5ebebb77063f235'],
  ])('is bare: %s', async (collection, id) => {
    const { items } = captured(collection);
    const sandbox = await started({ items });

    const answer = await ask(sandbox, `${collection}/${encodeURIComponent(id)}`);

    expect(answer.json).toEqual(items.find(({ item }) => item.id === id)?.item);
    expect(fieldOf(answer.json, 'items')).toBeUndefined();
  });

  it('has the domains of a breach in another field', async () => {
    const { items } = captured('compromised/breached');
    const sandbox = await started({ items });

    const { json } = await ask(sandbox, 'compromised/breached/70b0f7b160866f3a5a351413ce898065');

    expect(json).toMatchObject({ email: ['user.one@mail.example'], emails: ['mail.example'] });
    expect(json).not.toHaveProperty('addInfo');
  });

  it.each([
    ['attacks/ddos/unknown', 404],
    ['attacks/ddos/None', 404],
    ['malware/cnc/a1', 404],
    ['threat/abc/def', 404],
    ['attacks/ddos/%E0%A4%A', 400],
  ])('%s: %i', async (path, expected) => {
    const sandbox = await started({ items: held('attacks/ddos', [{ id: 'a1' }]) });

    expect((await ask(sandbox, path)).status).toBe(expected);
  });

  it('is that of one collection: the same address elsewhere is another', async () => {
    const sandbox = await started();
    sandbox.addItem('suspicious_ip/vpn', { id: '192.0.2.1', names: ['Larch VPN'] });
    sandbox.addItem('suspicious_ip/scanner', { id: '192.0.2.1', categories: ['SSH'] });

    expect((await ask(sandbox, 'suspicious_ip/vpn/192.0.2.1')).json).toHaveProperty('names');
    expect((await ask(sandbox, 'suspicious_ip/scanner/192.0.2.1')).json).not.toHaveProperty('names');
  });
});

describe('a file of an item', () => {
  const files = [
    { hash: 'f00d', mime: 'image/png', name: 'f00d', size: 3 },
    { hash: 'beef', mime: 'text/plain', name: 'note.txt', size: 3 },
  ];

  it('is a picture that opens, the same each time', async () => {
    const sandbox = await started({ items: held('hi/threat', [{ id: 't1', files }]) });

    const answer = await ask(sandbox, 'hi/threat/t1/file/f00d');
    const again = await ask(sandbox, 'hi/threat/t1/file/f00d');

    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect([...answer.bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect(answer.bytes).toEqual(again.bytes);
  });

  it.each([
    ['by its name', 'hi/threat/t1/file/note.txt', 200, 'text/plain'],
    ['of a phishing kit', 'attacks/phishing_kit/k1/file/k1', 200, 'application/zip'],
    ['of malware', 'malware/malware/m1/file/f00d', 200, 'image/png'],
    ['that is not listed', 'hi/threat/t1/file/none', 404, 'application/json'],
    ['of nothing', 'hi/threat/t9/file/f00d', 404, 'application/json'],
  ])('%s', async (_, path, status, type) => {
    const sandbox = await started({
      items: [
        ...held('hi/threat', [{ id: 't1', files }]),
        ...held('attacks/phishing_kit', [{ id: 'k1', hash: 'k1', downloadedFrom: [] }]),
        ...held('malware/malware', [{ id: 'm1', attachedFile: files }]),
      ],
    });

    const answer = await ask(sandbox, path);

    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, type]);
    expect(answer.bytes.length).toBeGreaterThan(0);
  });
});

describe('an action on an item', () => {
  it('is said to be done, for one that is there', async () => {
    const sandbox = await started({ items: held('attacks/ddos', [{ id: 'a1' }]) });

    const answer = await ask(sandbox, 'attacks/ddos/a1/action/favourite');

    expect(answer.json).toEqual({ id: 'a1', action: 'favourite', status: 'ok' });
    expect((await ask(sandbox, 'attacks/ddos/a2/action/favourite')).status).toBe(404);
  });
});

describe('scoring', () => {
  const scores = { '192.0.2.10': 35, '192.0.2.90': 90 };

  it('answers the documented example', async () => {
    const sandbox = await started({ scores });

    const answer = await ask(sandbox, 'scoring', { method: 'POST', body: { ips: ['192.0.2.10', '192.0.2.90'] } });

    expect(answer.json).toEqual(fixture('group-ib/synthetic/scoring.json'));
  });

  it('leaves out what it does not know', async () => {
    const sandbox = await started({ scores });

    const answer = await ask(sandbox, 'scoring', { method: 'POST', body: { ips: ['203.0.113.1'] } });

    expect([answer.status, answer.json]).toEqual([200, { items: {} }]);
  });

  it.each([{}, { ips: '192.0.2.10' }, { ips: [1] }, 'no json'])('refuses %j with 400', async (body) => {
    const sandbox = await started();

    expect((await ask(sandbox, 'scoring', { method: 'POST', body })).status).toBe(400);
  });
});

describe('the graph', () => {
  const known = fixture('group-ib/synthetic/utils_graph_ip.json');

  it('describes an address, as an object or as a list of one', async () => {
    const sandbox = await started({ graph: { '192.0.2.10': known } });

    const object = await ask(sandbox, 'utils/graph/ip?ip=192.0.2.10');
    sandbox.set({ graphShape: 'list' });
    const list = await ask(sandbox, 'utils/graph/ip?ip=192.0.2.10');

    expect([object.json, list.json]).toEqual([known, [known]]);
  });

  it('describes a domain', async () => {
    const sandbox = await started({ graph: { 'evil.example': { registrar: 'Example Registrar Ltd' } } });

    expect((await ask(sandbox, 'utils/graph/domain?domain=evil.example')).json).toEqual({
      registrar: 'Example Registrar Ltd',
    });
  });

  it.each([
    ['utils/graph/ip?ip=203.0.113.1', 404],
    ['utils/graph/ip', 400],
    ['utils/graph/domain?domain=', 400],
  ])('%s: %i', async (path, expected) => {
    const sandbox = await started();

    expect((await ask(sandbox, path)).status).toBe(expected);
  });
});
