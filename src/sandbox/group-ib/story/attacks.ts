import type { Writer } from './scene.ts';
import { cnc, DISPLAY_OPTIONS, evaluation, ipv4, NO_CNC, utc } from './shapes.ts';

const FLOODS = [
  { type: 'DNS Reflection', protocol: 'udp', port: 53 },
  { type: 'SYN Flood', protocol: 'tcp', port: 443 },
  { type: 'HTTP Flood', protocol: 'http', port: 443 },
];

/** `attacks/ddos`. */
const flood: Writer = ({ random, draw, at }) => {
  const { port, ...kind } = random.pick(FLOODS);
  const { host, address } = draw.asset();
  const isWeb = kind.protocol === 'http';
  const duration = random.between(40, 5_400);
  const malware = isWeb ? draw.malware() : undefined;
  const actor = draw.criminal();
  return {
    hunted: true,
    item: {
      id: random.hex(40),
      ...kind,
      cnc: isWeb ? cnc(draw.domain(), draw.address(), draw.country()) : NO_CNC,
      dateBegin: utc(at, 5 + duration / 60),
      dateEnd: utc(at, 5),
      dateReg: utc(at, 4),
      duration,
      malware: malware ? { id: malware.id, name: malware.name, stixGuid: null } : null,
      messageLink: null,
      oldId: String(random.between(190_000_000, 199_000_000)),
      source: 'honeypot_logs:1',
      sourceRowId: String(random.between(1_000_000, 9_000_000)),
      stixGuid: null,
      target: {
        ipv4: address.includes(':') ? null : ipv4(address, draw.country()),
        url: isWeb ? `https://${host}/login` : null,
        category: 'Finance',
        domainsCount: 1,
        port,
        domain: host,
      },
      threatActor: random.chance(0.5) ? { id: actor.id, name: actor.name, isAPT: false, stixGuid: null } : null,
      requestData: {
        link: isWeb ? '/login?next=%2F' : null,
        headers: isWeb ? { 'user-agent': ['Tidewrack/1.2'] } : {},
        headersHash: isWeb ? random.hex(32) : null,
        body: null,
        bodyHash: null,
      },
      evaluation: evaluation('C2', { severity: duration > 1_800 ? 'red' : 'orange', tlp: 'green' }),
      displayOptions: DISPLAY_OPTIONS,
    },
  };
};

export const FLOODED: readonly Writer[] = [flood];

/** `attacks/deface`. */
const defacement: Writer = ({ random, draw, at }) => {
  const targetDomain = random.pick(['careers.larkfield.example', 'riding-club.example', 'harbour-insurance.example']);
  const url = `http://${targetDomain}/${random.pick(['index.html', '?owned', 'wp-content/uploads/x.htm'])}`;
  const id = random.hex(24);
  const { name, id: actorId } = draw.criminal();
  const isOurs = targetDomain.endsWith('larkfield.example');
  return {
    hunted: isOurs,
    item: {
      id,
      url,
      siteUrl: url,
      mirrorLink: `https://mirror.example/id:${id}`,
      source: 'mirror.example',
      providerDomain: 'mirror.example',
      targetDomain,
      targetDomainProvider: null,
      targetIp: ipv4(draw.address(), draw.country()),
      threatActor: { id: actorId, name, isAPT: false, country: null, stixGuid: null },
      contacts: [{ account: `@${name}`, flag: 'active', service: 'messenger', type: 'social_network' }],
      date: utc(at, 12),
      tsCreate: utc(at, 4),
      portalLink: null,
      evaluation: evaluation('B2', { severity: isOurs ? 'red' : 'orange', tlp: 'amber' }),
    },
  };
};

export const DEFACED: readonly Writer[] = [defacement];
