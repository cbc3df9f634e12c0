import type { GroupIbSandbox } from '../../../src/sandbox/group-ib/sandbox.ts';
import { startGroupIb } from '../../../src/sandbox/group-ib/server.ts';
import { createStory } from '../../../src/sandbox/group-ib/story.ts';
import type { Case, Trial } from './trial.ts';

const { options } = createStory({ seed: 7, start: new Date() });
const mule = { id: 'mule-1', account: 'GB00TEST', type: 'Person' };

export const groupIbTrial: Trial<GroupIbSandbox> = {
  async start() {
    const simulator = await startGroupIb({
      ...options,
      username: 'user@acme.example',
      apiKey: 'key',
      rateLimit: 'off',
    });
    simulator.addItem('compromised/mule', mule);
    return simulator;
  },
  settings: ({ url }) => ({
    vendor: 'group-ib',
    url,
    username: 'user@acme.example',
    apiKey: 'key',
    reputation: ['ip', 'domain', 'file'],
    pace: { requests: 1000, per: '1 second' },
    fetch: { enabled: false },
  }),
  cases: (simulator) => [
    ...Object.entries(records).map(([command, collection]) => ({
      command,
      input: { id: idIn(simulator, collection) },
    })),
    ...searches(simulator),
    ...removed.map((command) => ({ command, input: {} })),
  ],
};

/** Which collection each command reads a record of. */
const records: { readonly [command: string]: string } = {
  'gibti-get-compromised-account-info': 'compromised/account_group',
  'gibti-get-compromised-card-group-info': 'compromised/bank_card_group',
  'gibti-get-compromised-masked-card-info': 'compromised/masked_card',
  'gibti-get-compromised-breached-info': 'compromised/breached',
  'gibti-get-compromised-mule-info': 'compromised/mule',
  'gibti-get-compromised-spd-info': 'compromised/spd',
  'gibti-get-osi-git-leak-info': 'osi/git_repository',
  'gibti-get-osi-public-leak-info': 'osi/public_leak',
  'gibti-get-osi-vulnerability-info': 'osi/vulnerability',
  'gibti-get-attacks-ddos-info': 'attacks/ddos',
  'gibti-get-attacks-deface-info': 'attacks/deface',
  'gibti-get-phishing-group-info': 'attacks/phishing_group',
  'gibti-get-phishing-kit-info': 'attacks/phishing_kit',
  'gibti-get-suspicious-ip-tor-node-info': 'suspicious_ip/tor_node',
  'gibti-get-suspicious-ip-open-proxy-info': 'suspicious_ip/open_proxy',
  'gibti-get-suspicious-ip-socks-proxy-info': 'suspicious_ip/socks_proxy',
  'gibti-get-suspicious-ip-vpn-info': 'suspicious_ip/vpn',
  'gibti-get-suspicious-ip-scanner-info': 'suspicious_ip/scanner',
  'gibti-get-malware-cnc-info': 'malware/cnc',
  'gibti-get-malware-malware-info': 'malware/malware',
  'gibti-get-threat-info': 'hi/threat',
  'gibti-get-threat-actor-info': 'hi/threat_actor',
};

const removed = [
  'gibtia-get-compromised-card-info',
  'gibtia-get-compromised-imei-info',
  'gibtia-get-malware-targeted-malware-info',
  'gibtia-get-phishing-info',
];

function searches(simulator: GroupIbSandbox): Case[] {
  const address = idIn(simulator, 'suspicious_ip/tor_node');
  const cnc = simulator.items('malware/cnc')[0];
  const file = simulator.items('ioc/common').find(({ type }) => type === 'file');
  const hash = String((file?.['hash'] as readonly unknown[] | undefined)?.[0]);
  return [
    { command: 'gib_set_status', input: { id: `malware/cnc/${String(cnc?.id)}`, status: 'In Progress' } },
    { command: 'gibti-get-threat-info', input: { id: idIn(simulator, 'apt/threat'), isAPT: 'true' } },
    { command: 'gibti-get-threat-actor-info', input: { id: idIn(simulator, 'apt/threat_actor'), isAPT: 'true' } },
    { command: 'gibti-get-available-collections', input: {} },
    { command: 'gibti-global-search', input: { query: address } },
    {
      command: 'gibti-local-search',
      input: { collection_name: 'suspicious_ip/tor_node', query: address, requests_limit: '1' },
    },
    { command: 'gibti-ip-scoring', input: { ip: `${address}, 192.0.2.1` } },
    { command: 'ip', input: { ip: address } },
    { command: 'domain', input: { domain: String(cnc?.['domain']) } },
    { command: 'file', input: { file: hash } },
    { command: 'gibti-get-indicators', input: { collection: 'malware/cnc', limit: '3' } },
  ];
}

function idIn(simulator: GroupIbSandbox, collection: string): string {
  const id = simulator.items(collection)[0]?.id;
  if (typeof id !== 'string') throw new Error(`nothing in ${collection}`);
  return id;
}
