import type { Scene, Writer } from './scene.ts';
import { evaluation, ipv4, utc } from './shapes.ts';

/** What the five collections of suspicious addresses share. The id is the address. */
function suspicious({ random, draw, at }: Scene, tlp: string) {
  const ip = draw.address();
  return {
    id: ip,
    ipv4: ipv4(ip, random.chance(0.7) ? draw.country() : undefined),
    dateFirstSeen: utc(at, random.between(10, 2_000)),
    dateLastSeen: utc(at, 3),
    evaluation: evaluation('B2', { severity: random.pick(['green', 'green', 'orange']), tlp, ttl: 15 }),
    bind: null,
    portalLink: null,
  };
}

/** `suspicious_ip/tor_node`. */
const torNode: Writer = (scene) => ({
  item: {
    ...suspicious(scene, 'green'),
    nodes: [{ name: `node${scene.random.between(10, 99)}`, flags: ['Exit', 'Running'] }],
    source: 'tor_banner',
  },
});

/** `suspicious_ip/open_proxy`. */
const openProxy: Writer = (scene) => ({
  item: {
    ...suspicious(scene, 'white'),
    anonymous: scene.random.pick(['', 'elite']),
    dateDetected: utc(scene.at, 3),
    port: scene.random.pick([3128, 8080, 8088]),
    type: scene.random.pick(['http', 'https']),
    source: 'proxy-list.example',
    sources: ['proxy-list.example'],
    oldId: scene.random.hex(40),
    stixGuid: null,
  },
});

/** `suspicious_ip/socks_proxy`. */
const socksProxy: Writer = (scene) => ({
  item: {
    ...suspicious(scene, 'amber'),
    dateDetected: utc(scene.at, 3),
    source: 'socks-shop.example',
    oldId: scene.random.hex(40),
    stixGuid: null,
  },
});

/** `suspicious_ip/vpn`. */
const vpn: Writer = (scene) => ({
  item: {
    ...suspicious(scene, 'amber'),
    names: ['Larch VPN'],
    rules: ['vpn_larch'],
    source: 'playbook',
    sources: ['playbook'],
    types: ['self-hosted'],
  },
});

/** `suspicious_ip/scanner`. */
const scanner: Writer = (scene) => ({
  item: {
    ...suspicious(scene, 'white'),
    categories: scene.random.pick([['Brute-Force'], ['Brute-Force', 'SSH'], ['Web Scan']]),
    sources: [],
  },
});

export const TOR_NODES: readonly Writer[] = [torNode];
export const OPEN_PROXIES: readonly Writer[] = [openProxy];
export const SOCKS_PROXIES: readonly Writer[] = [socksProxy];
export const VPNS: readonly Writer[] = [vpn];
export const SCANNERS: readonly Writer[] = [scanner];
