import { describe, expect, it } from 'vitest';
import { openDesk } from './desk.ts';

/** CONTRACT.md §10: behind `gibti-get-` and before `-info`. */
const records = [
  'compromised-account',
  'compromised-card-group',
  'compromised-masked-card',
  'compromised-breached',
  'compromised-mule',
  'compromised-spd',
  'osi-git-leak',
  'osi-public-leak',
  'osi-vulnerability',
  'attacks-ddos',
  'attacks-deface',
  'phishing-group',
  'phishing-kit',
  'threat',
  'threat-actor',
  'suspicious-ip-tor-node',
  'suspicious-ip-open-proxy',
  'suspicious-ip-socks-proxy',
  'suspicious-ip-vpn',
  'suspicious-ip-scanner',
  'malware-cnc',
  'malware-malware',
];

const both = (name: string) => [`gibti-${name}`, `gibtia-${name}`];

const names = [
  ...records
    .map((name) => `get-${name}-info`)
    .flatMap((name) => (name.includes('masked') ? [`gibti-${name}`] : both(name))),
  ...['get-available-collections', 'global-search', 'local-search', 'get-indicators'].flatMap(both),
  'gibti-ip-scoring',
  'ip',
  'domain',
  'file',
];

const removed = [
  'gibtia-get-compromised-card-info',
  'gibtia-get-compromised-imei-info',
  'gibtia-get-malware-targeted-malware-info',
  'gibtia-get-phishing-info',
];

describe('the commands', () => {
  it('are those of the contract, under their old names too, each once', async () => {
    const { commands } = await openDesk();

    const all = commands.flatMap(({ name, aliases }) => [name, ...aliases]);

    expect(all.toSorted()).toEqual([...names, ...removed].toSorted());
    expect(commands.filter(({ name }) => !removed.includes(name))).toHaveLength(30);
  });

  it('only read', async () => {
    const { commands } = await openDesk();

    expect(new Set(commands.map(({ needs }) => needs))).toEqual(new Set(['read']));
  });

  it('offer their collections as choices', async () => {
    const { command } = await openDesk();

    const choices = (name: string) => command(name).arguments.find(({ kind }) => kind === 'choice')?.choices;

    expect(choices('gibti-local-search')).toContain('compromised/breached');
    expect(choices('gibti-get-indicators')).toContain('ioc/common');
  });

  it.each(removed)('%s says that it is deprecated, whatever it is asked, and asks nothing', async (name) => {
    const desk = await openDesk();

    const { text } = await desk.run(name, { id: 'x', anything: 'else' });

    expect(text).toBe(`${name} deprecated`);
    expect(desk.asked()).toEqual([]);
  });
});
