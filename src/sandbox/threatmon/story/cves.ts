import type { Random } from '../../simulator/random.ts';
import { WEAKNESSES } from '../../story/weaknesses.ts';
import type { CveRecord } from '../wire.ts';
import { productName, PRODUCTS } from '../../story/company.ts';

/** Two pages of the vendor's list. */
const HOW_MANY = 132;
const DAY_MS = 86_400_000;

/** The CVE list of a story: most of it analysed, some known to be exploited, a few not analysed yet. */
export function createCves(random: Random, start: Date): CveRecord[] {
  return Array.from({ length: HOW_MANY }, (_, index) => {
    const ageDays = random.fraction() ** 2 * 120;
    const created = new Date(start.getTime() - ageDays * DAY_MS);
    const updated = new Date(created.getTime() + random.fraction() * ageDays * DAY_MS);
    const cve = `CVE-2099-${10_001 + index}`;
    const dates = { createdAt: created.toISOString(), updatedAt: updated.toISOString() };
    return random.chance(0.08) ? notAnalysed(cve, dates) : analysed(cve, dates, random);
  });
}

/** Those an analyst would raise an alarm for: high, and in a product of one of these vendors. */
export function worthAnAlarm(cves: readonly CveRecord[], vendors: readonly string[]): CveRecord[] {
  return cves.filter((cve) => {
    return (cve.cvssV3_1 ?? 0) >= 7 && Object.keys(cve.vendors ?? {}).some((vendor) => vendors.includes(vendor));
  });
}

type Dates = Pick<CveRecord, 'createdAt' | 'updatedAt'>;

function analysed(cve: string, dates: Dates, random: Random): CveRecord {
  const [vendor, products] = random.pick(Object.entries(PRODUCTS));
  const affected = products.slice(0, random.between(1, products.length));
  const { score, text } = random.pick(WEAKNESSES);
  const exploit = score > 7 && random.chance(0.35);
  const older = random.chance(0.4);
  return {
    cve,
    summary: text(productName(vendor, affected[0] ?? vendor)),
    cvssV2: older ? Math.min(10, score) : null,
    severityV2: older ? (score >= 7 ? 'HIGH' : 'MEDIUM') : null,
    cvssV3: older ? score : null,
    severityV3: older ? severityOf(score) : null,
    cvssV3_1: score,
    severityV3_1: severityOf(score),
    cvssV4: random.chance(0.3) ? Math.max(0, score - 0.5) : null,
    severityV4: null,
    vendors: { [vendor]: affected },
    exploit,
    knownRansomwareCampaignUse: exploit ? random.pick(['Known', 'Unknown']) : null,
    zeroday: exploit && random.chance(0.2),
    ...dates,
  };
}

function notAnalysed(cve: string, dates: Dates): CveRecord {
  return {
    cve,
    summary: 'Reserved by the finder; details are to follow with the fixed release.',
    cvssV2: null,
    severityV2: null,
    cvssV3: null,
    severityV3: null,
    cvssV3_1: null,
    severityV3_1: null,
    cvssV4: null,
    severityV4: null,
    vendors: null,
    exploit: false,
    knownRansomwareCampaignUse: null,
    zeroday: false,
    ...dates,
  };
}

function severityOf(score: number): string {
  if (score >= 9) return 'CRITICAL';
  if (score >= 7) return 'HIGH';
  return score >= 4 ? 'MEDIUM' : 'LOW';
}
