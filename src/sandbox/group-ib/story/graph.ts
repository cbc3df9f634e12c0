import type { Random } from '../../simulator/random.ts';
import type { Infrastructure } from '../../story/infrastructure.ts';
import type { GroupIbSettings } from '../settings.ts';
import { COUNTRIES } from './shapes.ts';

/** What the vendor knows of the attackers' addresses and domains when it is asked for one: risk and registration. */
export function createGraph(random: Random, owned: Infrastructure): Pick<GroupIbSettings, 'scores' | 'graph'> {
  const addresses = [...owned.addresses, ...owned.addressesV6];
  return {
    scores: Object.fromEntries(addresses.map((ip) => [ip, random.between(20, 100)])),
    graph: Object.fromEntries([
      ...addresses.map((ip) => [ip, { whoisSummary: networkOf(random) }] as const),
      ...owned.domains.map((domain) => [domain, registrationOf(domain, random)] as const),
    ]),
  };
}

function networkOf(random: Random) {
  return {
    asn: `AS${random.between(64_496, 64_511)}`,
    country: random.pick(COUNTRIES).code,
    descr: 'Example network',
    isp: 'Example Hosting Ltd',
    netname: 'EXAMPLE-NET',
    phone: '+1 555 0100',
  };
}

function registrationOf(domain: string, random: Random) {
  return {
    domain,
    registrar: 'Example Registrar Ltd',
    created: `2026-0${random.between(1, 9)}-01T00:00:00Z`,
    nameServers: ['ns1.hosting.example', 'ns2.hosting.example'],
  };
}
