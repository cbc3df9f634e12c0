import { PRODUCTS, productName } from '../../story/company.ts';
import { WEAKNESSES } from '../../story/weaknesses.ts';
import type { Writer } from './scene.ts';
import { DISPLAY_OPTIONS, evaluation, utc } from './shapes.ts';

/** `osi/vulnerability`. */
const vulnerability: Writer = ({ random, at }) => {
  const id = random.chance(0.85)
    ? `CVE-2099-${random.between(10_100, 10_999)}`
    : `WPVDB-ID:${random.between(7_000, 9_999)}`;
  const [vendor, products] = random.pick(Object.entries(PRODUCTS));
  const product = random.pick(products);
  const { score, text } = random.pick(WEAKNESSES);
  const name = productName(vendor, product);
  const version = `${random.between(2, 6)}.${random.between(0, 9)}`;
  const string23 = `cpe:2.3:a:${vendor}:${product}:${version}:*:*:*:*:*:*:*`;
  const published = { datePublished: utc(at, 30), published: utc(at, 30) };
  const modified = { dateModified: utc(at, 10), modified: utc(at, 10) };
  const lastSeen = { dateLastSeen: utc(at, 3), lastseen: utc(at, 3) };
  return {
    hunted: random.chance(0.5),
    item: {
      id,
      title: `${name}: ${id}`,
      type: id.startsWith('CVE') ? 'cve' : 'wpvulndb',
      bulletinFamily: id.startsWith('CVE') ? 'NVD' : 'software',
      description: text(name),
      extDescription: '',
      reporter: 'cve@example.org',
      provider: 'vulners.example',
      href: `https://vulnerabilities.example/${encodeURIComponent(id)}`,
      references: [`https://${vendor.replaceAll('_', '-')}.example/advisories/${random.between(100, 999)}`],
      cvss: { score, vector: 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
      extCvss: { base: score, exploitability: 3.9, impact: 5.9, overall: score, temporal: score },
      mergedCvss: score,
      cvssAttackVector: 'NETWORK',
      epss: { cve: id, date: utc(at, 60), epss: Number((random.fraction() * 0.6).toFixed(4)), percentile: 0.81 },
      cpe: [string23],
      cpeTable: [{ product, string: `cpe:/a:${vendor}:${product}:${version}`, string23, type: 'a', vendor, version }],
      affectedSoftware: [{ name: product, operator: 'lt', version: `${version}.9` }],
      softwareMixed: [{ softwareName: product, softwareType: ['app'], softwareVersion: version }],
      cveList: id.startsWith('CVE') ? [id] : [],
      cveListEpss: [],
      ...published,
      ...modified,
      ...lastSeen,
      evaluation: evaluation('A1', { severity: score >= 7 ? 'red' : score >= 4 ? 'orange' : 'green', tlp: 'green' }),
      ...UNUSED_SO_FAR,
    },
  };
};

const UNUSED_SO_FAR = {
  hasExploit: false,
  exploitCount: 0,
  exploitList: [],
  exploitation: [],
  seenInTheWild: false,
  threats: [],
  threatsList: [],
  darkweb: [],
  twitter: [],
  githubLinkList: [],
  timeLineData: [],
  portalLink: '',
  displayOptions: DISPLAY_OPTIONS,
};

export const VULNERABILITIES: readonly Writer[] = [vulnerability];
