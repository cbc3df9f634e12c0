import { describe, expect, it } from 'vitest';
import { startGroupIb } from '../../../src/sandbox/group-ib/server.ts';
import { ask, started } from './ask.ts';

const TOKEN = 'MARK/the token';
const WRONG = 'MARK-wrong';

describe('the log of requests', () => {
  it('tells method, path, query, body, status, time, duration, key and the product that asked', async () => {
    const sandbox = await started();
    const headers = { 'user-agent': 'SOAR/Slack/Picket/analyst@larkfield.example/picket' };

    await ask(sandbox, 'attacks/ddos/updated?limit=5&q=ip%3A192.0.2.1', { headers });
    await ask(sandbox, 'scoring', { method: 'POST', body: { ips: ['192.0.2.1'] }, headers });

    await expect.poll(() => sandbox.requests().every(({ durationMs }) => durationMs > 0)).toBe(true);
    const common = {
      at: expect.stringMatching(/Z$/),
      durationMs: expect.any(Number),
      key: 'right',
      headers,
      status: 200,
    };
    expect(sandbox.requests()).toEqual([
      { ...common, method: 'GET', path: '/api/v2/attacks/ddos/updated', query: { limit: '5', q: 'ip:192.0.2.1' } },
      { ...common, method: 'POST', path: '/api/v2/scoring', query: {}, body: { ips: ['192.0.2.1'] } },
    ]);
  });

  it('never holds a credential, wherever it was put and whatever became of the request', async () => {
    const sandbox = await started({ apiKey: TOKEN, faults: [{ when: 3, fault: { kind: 'close' } }] });
    const pair = Buffer.from(`${sandbox.settings().username}:${TOKEN}`).toString('base64');
    const questions: (readonly [string, Parameters<typeof ask>[2]?])[] = [
      ['attacks/ddos/updated'],
      ['attacks/ddos/updated', { token: WRONG }],
      ['attacks/ddos/updated'],
      [`search?q=${encodeURIComponent(TOKEN)}&apiKey=${WRONG}&token=${WRONG}`],
      [`attacks/ddos/${encodeURIComponent(TOKEN)}`],
      [`search?q=${encodeURIComponent(pair)}`],
      ['scoring', { method: 'POST', body: { ips: [TOKEN, pair], password: WRONG } }],
      ['attacks/ddos', { headers: { 'user-agent': `Picket ${TOKEN}` } }],
    ];

    for (const [path, question] of questions) await ask(sandbox, path, question).catch(() => undefined);
    sandbox.set({ apiKey: 'a new one' });
    await ask(sandbox, `search?q=${encodeURIComponent(TOKEN)}`);

    const written = JSON.stringify([sandbox.requests(), sandbox.panel()]);
    expect(sandbox.requests()).toHaveLength(questions.length + 1);
    expect(written).not.toContain('MARK');
    expect(written).not.toContain(pair);
    expect(sandbox.requests().map(({ key }) => key)).toContain('wrong');
  });
});

describe('the panel', () => {
  it('shows what came or changed last, over all collections, and the latest requests', async () => {
    const sandbox = await started();
    sandbox.addItem('malware/cnc', { id: 'c1', cnc: 'evil.example' }, { at: new Date('2026-03-01T00:00:00Z') });
    sandbox.addItem('attacks/ddos', { id: 'a1', target: null }, { at: new Date('2026-03-02T00:00:00Z') });
    sandbox.changeItem('malware/cnc', 'c1', { at: new Date('2026-03-03T00:00:00Z') });
    await ask(sandbox, 'attacks/ddos/updated');

    expect(sandbox.panel()).toEqual({
      name: 'group-ib',
      title: 'Group-IB Threat Intelligence',
      records: [
        {
          id: 'malware/cnc/c1',
          title: 'Malware :: C&C: evil.example',
          severity: '',
          status: 'TLP:NONE',
          at: '2026-03-03T00:00:00.000Z',
        },
        {
          id: 'attacks/ddos/a1',
          title: 'Attack :: DDoS: a1',
          severity: 'Medium',
          status: 'TLP:AMBER',
          at: '2026-03-02T00:00:00.000Z',
        },
      ],
      requests: [{ at: expect.any(String), method: 'GET', path: '/api/v2/attacks/ddos/updated', status: 200 }],
    });
  });

  it('shows no more than a page can bear', async () => {
    const sandbox = await started();
    for (let index = 0; index < 250; index += 1) sandbox.addItem('attacks/ddos');

    expect(sandbox.panel().records).toHaveLength(200);
  });

  it('is announced on each change until the listener is taken away', async () => {
    const sandbox = await started();
    const seen: number[] = [];
    const stop = sandbox.onChange(() => seen.push(sandbox.items('attacks/ddos').length));

    sandbox.addItem('attacks/ddos', { id: 'a1' });
    await ask(sandbox, 'attacks/ddos/updated');
    await expect.poll(() => sandbox.requests()[0]?.durationMs).toBeGreaterThan(0);
    sandbox.removeItem('attacks/ddos', 'a1');
    stop();
    sandbox.addItem('attacks/ddos');

    expect(seen[0]).toBe(1);
    expect(seen.length).toBeGreaterThanOrEqual(4);
    expect(seen.at(-1)).toBe(0);
  });
});

describe('the items', () => {
  it('can be replaced as a whole', async () => {
    const sandbox = await started({ items: [{ collection: 'attacks/ddos', item: { id: 'a1' } }] });

    sandbox.set({ items: [{ collection: 'malware/cnc', item: { id: 'c1' } }] });

    expect([sandbox.items('attacks/ddos'), sandbox.items('malware/cnc')]).toMatchObject([[], [{ id: 'c1' }]]);
  });

  it('refuse an id that is taken, one that is not there and a collection that is none', async () => {
    const sandbox = await started();
    sandbox.addItem('attacks/ddos', { id: 'a1' });

    expect(() => sandbox.addItem('attacks/ddos', { id: 'a1' })).toThrow('attacks/ddos has an item a1 already');
    expect(() => sandbox.changeItem('attacks/ddos', 'a2')).toThrow('attacks/ddos has no item a2');
    expect(() => sandbox.addItem('attacks/none')).toThrow('there is no collection attacks/none');
    expect([sandbox.removeItem('attacks/ddos', 'a1'), sandbox.removeItem('attacks/ddos', 'a1')]).toEqual([true, false]);
  });

  it('go to the end of the feed, whatever place the one before was given', async () => {
    const sandbox = await started();
    sandbox.addItem('attacks/ddos', { id: 'high', seqUpdate: 9_000_000_000 });
    sandbox.addItem('attacks/ddos', { id: 'low', seqUpdate: 5 });

    sandbox.addItem('attacks/ddos', { id: 'next' });

    expect(sandbox.items('attacks/ddos').map(({ id }) => id)).toEqual(['low', 'high', 'next']);
  });

  it('get ids and places of the shape of their collection, the same for the same seed', async () => {
    const make = async (seed: number) => {
      const sandbox = await started({ seed });
      const names = [
        'attacks/deface',
        'attacks/phishing_kit',
        'compromised/breached',
        'suspicious_ip/vpn',
        'osi/vulnerability',
      ];
      return names.map((name) => sandbox.addItem(name, { evaluation: undefined }, { at: new Date('2026-03-01') }));
    };

    const [first, again, other] = [await make(5), await make(5), await make(6)];

    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first.map(({ id }) => String(id))).toEqual([
      expect.stringMatching(/^[0-9a-f]{24}$/),
      expect.stringMatching(/^[0-9a-f]{64}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
      '198.51.100.1',
      'CVE-2099-20001',
    ]);
  });
});

describe('closing', () => {
  it('ends silent requests at once and frees the port', async () => {
    const sandbox = await startGroupIb();
    sandbox.fault(1, { kind: 'silence' });
    const waiting = ask(sandbox, 'attacks/ddos/updated').then(
      () => 'answered',
      () => 'ended',
    );
    await expect.poll(() => sandbox.requests()).toHaveLength(1);

    await sandbox.close();

    expect(await waiting).toBe('ended');
    const again = await started({ port: Number(new URL(sandbox.url).port) });
    expect(again.url).toBe(sandbox.url);
  });
});
