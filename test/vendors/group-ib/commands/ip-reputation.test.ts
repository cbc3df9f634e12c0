import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../http/support.ts';
import { openDesk, tablesIn } from './desk.ts';

const enabled = { reputation: ['ip', 'domain', 'file'] };
const scores = { '192.0.2.10': 35, '192.0.2.50': 50, '192.0.2.84': 84, '192.0.2.90': 90, '2001:db8::5': 85 };
const whois = {
  asn: 'AS64500',
  country: 'NL',
  descr: 'Example network',
  isp: 'Example ISP',
  netname: 'EXAMPLE-NET',
  phone: '+00 000 0000',
};
const owned = {
  Address: '192.0.2.10',
  ASN: 'AS64500',
  ASOwner: 'Example ISP',
  Geo: { Country: 'NL', Description: 'Example network' },
  Description: 'Example network',
  Registrar: { Abuse: { Phone: '+00 000 0000' } },
  Organization: { Name: 'EXAMPLE-NET' },
};

describe.each(['ip', 'gibti-ip-scoring'])('%s', (command) => {
  it('scores all addresses by their risk, asked for at once', async () => {
    const desk = await openDesk({ scores }, enabled);
    const ips = ['192.0.2.10', '192.0.2.50', '192.0.2.84', '192.0.2.90', '2001:db8::5', '198.51.100.1'];

    const { outputs } = await desk.run(command, { ip: ips.join(' ').replace('2001:db8::5', '2001:DB8:0:0::5') });

    const rows = outputs.DBotScore as readonly { readonly Score: number; readonly Indicator: string }[];
    expect(rows.map(({ Indicator, Score }) => [Indicator, Score])).toEqual(
      ips.map((ip, n) => [ip, [1, 2, 2, 3, 3, 0][n]]),
    );
    expect(desk.asked().filter((one) => one === 'POST scoring')).toHaveLength(1);
    expect(desk.sandbox.requests()[0]?.body).toEqual({ ips });
  });

  it.each(['object', 'list'] as const)('says whose an address is (%s)', async (graphShape) => {
    const desk = await openDesk({ scores, graphShape, graph: { '192.0.2.10': { whoisSummary: whois } } }, enabled);

    const { outputs } = await desk.run(command, { ip: '192.0.2.10' });

    expect(outputs.IP).toEqual([owned]);
  });

  it('does without the owner where that question fails', async () => {
    const desk = await openDesk({ scores }, enabled);
    desk.sandbox.fault({ path: 'utils/graph', times: 9 }, { kind: 'status', status: 403 });

    const { outputs } = await desk.run(command, { ip: '192.0.2.90' });

    expect(outputs.IP).toEqual([{ Address: '192.0.2.90' }]);
    expect(outputs.DBotScore).toEqual([expect.objectContaining({ Score: 3 })]);
  });

  it('does not do without the risk', async () => {
    const desk = await openDesk({ scores }, enabled);
    desk.sandbox.fault({ path: 'scoring' }, { kind: 'status', status: 500 });

    const error = await failureOf(desk.run(command, { ip: '192.0.2.90' }));

    expect(error.message).toBe('Status code: 500. Message: There are some troubles on server with your request.');
    expect(desk.asked().filter((one) => one === 'POST scoring')).toHaveLength(1);
  });
});

describe('gibti-ip-scoring', () => {
  it('tells the number, and asks nothing but risk and owner', async () => {
    const desk = await openDesk({ scores });

    const { text, sections } = await desk.run('gibti-ip-scoring', { ip: '192.0.2.84' });

    expect(desk.asked()).toEqual(['POST scoring', 'GET utils/graph/ip?ip=192.0.2.84']);
    expect(text).toBe('Group-IB scoring for 192.0.2.84');
    expect(tablesIn(sections)).toEqual([
      {
        title: text,
        columns: ['Indicator', 'Score', 'Reliability', 'Numerical Score'],
        rows: [['192.0.2.84', 'Suspicious', 'C - Fairly reliable', '84']],
      },
    ]);
  });
});
