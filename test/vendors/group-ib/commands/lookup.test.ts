import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../../../src/domain/indicator.ts';
import { failureOf } from '../../../http/support.ts';
import { openDesk } from './desk.ts';

const today = new Date().toISOString();
const domain: Indicator = { kind: 'domain', value: 'evil.example' };
const ioc = (id: string, fields: object) => ({
  collection: 'ioc/common',
  item: { id, dateLastSeen: today, ...fields },
});

describe('a lookup', () => {
  it('tells verdict, places and reliability of what is known', async () => {
    const items = [
      ioc('1', { domain: 'evil.example', malwareList: [{ name: 'Mirai' }] }),
      { collection: 'osi/public_leak', item: { id: '2', data: 'evil.example' } },
    ];
    const desk = await openDesk({ items });

    const findings = await desk.lookup(domain);

    expect(findings).toEqual([
      {
        indicator: domain,
        verdict: 'malicious',
        summary: 'In 2 collections, computed reliability A',
        details: ['Malware: Mirai', 'Found in: ioc/common (1), osi/public_leak (1)'],
      },
    ]);
  });

  it('needs no reputation command to be enabled', async () => {
    const desk = await openDesk({ scores: { '192.0.2.90': 90 } }, { reputation: [] });

    const [finding] = await desk.lookup({ kind: 'ip', value: '192.0.2.90' });

    expect(finding).toMatchObject({ verdict: 'malicious', summary: 'In no collection, risk score 90 of 100' });
  });

  it.each([
    [{ kind: 'ip', value: '192.0.2.10' }, 'benign'],
    [{ kind: 'ip', value: '192.0.2.60' }, 'suspicious'],
    [{ kind: 'url', value: 'http://evil.example/x' }, 'malicious'],
    [{ kind: 'file', value: 'a'.repeat(64) }, 'malicious'],
    [{ kind: 'email', value: 'drop@mail.example' }, 'unknown'],
    [{ kind: 'cve', value: 'CVE-2024-3400' }, 'unknown'],
  ] as const)('judges %j as %s', async (indicator, verdict) => {
    const desk = await openDesk({
      scores: { '192.0.2.10': 10, '192.0.2.60': 60 },
      items: [
        ioc('1', { url: 'http://evil.example/x' }),
        ioc('2', { hash: ['a'.repeat(64)] }),
        { collection: 'attacks/phishing_kit', item: { id: '3', emails: ['drop@mail.example'] } },
        { collection: 'osi/vulnerability', item: { id: 'CVE-2024-3400', title: 'CVE-2024-3400' } },
      ],
    });

    expect(await desk.lookup(indicator)).toEqual([expect.objectContaining({ indicator, verdict })]);
  });

  it('says nothing of what Group-IB does not know, and asks for no risk where there is no address', async () => {
    const desk = await openDesk();

    expect(await desk.lookup(domain)).toEqual([]);
    expect(desk.asked()).toEqual(['GET search?q=evil.example']);
  });

  it('keeps the order of many, asking at most four at a time', async () => {
    const many = Array.from({ length: 12 }, (_, n): Indicator => ({ kind: 'domain', value: `n${n}.example` }));
    const desk = await openDesk({ items: many.map(({ value }, n) => ioc(`i${n}`, { domain: value })) });
    let running = 0;
    let most = 0;
    const client: typeof desk.client = {
      ...desk.client,
      async globalSearch(...asked) {
        running += 1;
        most = Math.max(most, running);
        return desk.client.globalSearch(...asked).finally(() => {
          running -= 1;
        });
      },
    };

    const findings = await desk.lookup(...many);
    await desk.lookupWith(client, ...many);

    expect(findings.map(({ indicator }) => indicator)).toEqual(many);
    expect([most > 1, most <= 4]).toEqual([true, true]);
  });

  it('tells of the others before it fails for one', async () => {
    const other: Indicator = { kind: 'domain', value: 'other.example' };
    const desk = await openDesk({
      items: [ioc('1', { domain: 'evil.example' }), ioc('2', { domain: 'other.example' })],
    });
    const client: typeof desk.client = {
      ...desk.client,
      globalSearch: async (query, signal) =>
        query === domain.value
          ? desk.client.item('attacks/ddos', 'none', signal).then(() => [])
          : desk.client.globalSearch(query, signal),
    };

    const { findings, failure } = await desk.lookupWith(client, domain, other);

    expect(findings.map(({ indicator }) => indicator)).toEqual([other]);
    expect(failure).toMatchObject({ kind: 'refused' });
  });

  it('fails where no question is answered', async () => {
    const desk = await openDesk({ apiKey: 'another' });

    expect((await failureOf(desk.lookup(domain))).kind).toBe('unauthorized');
  });

  it('does not go on asking with credentials that are refused', async () => {
    const many = Array.from({ length: 20 }, (_, n): Indicator => ({ kind: 'domain', value: `n${n}.example` }));
    const desk = await openDesk();
    desk.sandbox.fault({ times: Number.POSITIVE_INFINITY }, { kind: 'status', status: 401 });

    await failureOf(desk.lookup(...many));

    expect(desk.asked().length).toBeLessThanOrEqual(4);
  });

  it('does without a collection that is found in, but not granted', async () => {
    const desk = await openDesk({ items: [ioc('1', { domain: 'evil.example' })] });
    desk.sandbox.fault({ path: 'ioc/common' }, { kind: 'status', status: 403 });

    expect(await desk.lookup(domain)).toMatchObject([
      { verdict: 'unknown', summary: 'In 1 collection', details: ['Found in: ioc/common (1)'] },
    ]);
  });

  it('tells of addresses without their risk before it fails for that', async () => {
    const ip: Indicator = { kind: 'ip', value: '192.0.2.104' };
    const desk = await openDesk({ items: [ioc('1', { ip: ['192.0.2.104'] })] });
    desk.sandbox.fault({ path: 'scoring' }, { kind: 'status', status: 500 });

    const { findings, failure } = await desk.lookupWith(desk.client, ip);

    expect(findings).toMatchObject([{ indicator: ip, verdict: 'unknown' }]);
    expect(failure).toMatchObject({ kind: 'unreachable' });
  });
});
