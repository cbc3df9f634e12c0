import type { Random } from '../../simulator/random.ts';
import { productName, PRODUCTS, RANSOMWARE_GROUPS } from '../../story/company.ts';
import { WEAKNESSES } from '../../story/weaknesses.ts';
import type { CveRecord } from '../wire.ts';

const HOW_MANY = 132;
const DAY_MS = 86_400_000;
const MENTION_SOURCES = [
  'SocialMedia',
  'PasteSite',
  'HackingForum',
  'InstantMessage',
  'DarkWeb',
  'CodeRepositories',
  'Exploit',
  'ClearWebCyberBlogs',
  'POC',
];

/** The CVEs that the vendor supports in a story, under the ids that the company's other vendors use. */
export function createCves(random: Random, start: Date): readonly CveRecord[] {
  return Array.from({ length: HOW_MANY }, (_, index) => cveOf(`CVE-2099-${10_001 + index}`, random, start));
}

function cveOf(cveId: string, random: Random, start: Date): CveRecord {
  const ageDays = random.fraction() ** 2 * 120;
  const before = (days: number) => new Date(start.getTime() - days * DAY_MS).toISOString();
  const [vendor, products] = random.pick(Object.entries(PRODUCTS));
  const product = random.pick(products);
  const { score } = random.pick(WEAKNESSES);
  const exploit = score > 7 && random.chance(0.35);
  const mentions = MENTION_SOURCES.map((source) => [source, random.chance(0.4) ? random.between(1, 40) : 0] as const);
  const mentionsAmount = mentions.reduce((sum, [, count]) => sum + count, 0);
  return {
    cveId,
    cpe: [
      {
        Value: `cpe:2.3:a:${vendor}:${product}:${random.between(1, 9)}.${random.between(0, 9)}:*:*:*:*:*:*:*`,
        Range: {
          VersionStartIncluding: '',
          VersionEndIncluding: '',
          VersionStartExcluding: '',
          VersionEndExcluding: '',
        },
        Title: productName(vendor, product),
        VendorProduct: productName(vendor, product),
      },
    ],
    publishedDate: before(ageDays),
    updateDate: before(random.fraction() * ageDays),
    severity: severityOf(score),
    intsightsScore: Math.round(Math.min(100, score * 9 + (exploit ? 10 : 0))),
    cvssScore: score,
    mentionsAmount,
    mentionsPerSource: Object.fromEntries(mentions),
    firstMentionDate: before(ageDays),
    lastMentionDate: before(random.fraction() * ageDays),
    exploitAvailability: exploit,
    pocAvailability: exploit || random.chance(0.2),
    vulnerabilityOrigin: [random.pick(['API', 'Scanner', 'TechnologiesInUse'])],
    relatedThreatActors: exploit ? [random.pick(RANSOMWARE_GROUPS)] : [],
    relatedMalware: [],
    relatedCampaigns: [],
  };
}

function severityOf(score: number): string {
  if (score >= 9) return 'Critical';
  if (score >= 7) return 'High';
  return score >= 4 ? 'Medium' : 'Low';
}
