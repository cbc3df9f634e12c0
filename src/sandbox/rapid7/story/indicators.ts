import type { Random } from '../../simulator/random.ts';
import { RANSOMWARE_GROUPS, STEALERS } from '../../story/company.ts';
import type { Infrastructure } from '../../story/infrastructure.ts';
import type { IocHolding, SourceHolding } from '../holdings.ts';
import type { IocType } from '../ioc-kinds.ts';
import { KILL_CHAIN_PHASES } from '../vocabulary.ts';

const FEEDS = ['Example Phishing Feed', 'Sample Open Exchange', 'Placeholder Sinkhole', 'Threat Library'];
const MINUTE_MS = 60_000;

/** The feeds that report, and one document that the team has uploaded. */
export function createSources(random: Random): readonly SourceHolding[] {
  const feeds = FEEDS.map((Name, index) => ({
    _id: random.hex(24),
    category: 'IntelligenceFeed',
    Name,
    ConfidenceLevel: 1 + (index % 3),
    IsEnabled: index !== 2,
  }));
  const document = {
    _id: random.hex(24),
    category: 'Files',
    Name: 'Indicators of the July incident',
    ConfidenceLevel: 3,
    IsEnabled: true,
    iocs: [{ Type: 'Domains', Value: 'portal-session.evil.example' }],
  };
  return [...feeds, document];
}

interface Listed {
  readonly type: IocType;
  readonly value: string;
}

interface Ground {
  readonly random: Random;
  readonly owned: Infrastructure;
  readonly sources: readonly SourceHolding[];
  readonly start: Date;
}

/** Most of what the attackers own, not all of it; the newest update is an hour older than the start. */
export function createIocs({ random, owned, sources, start }: Ground): readonly IocHolding[] {
  const listed: readonly Listed[] = [
    ...owned.domains.slice(0, 50).map((value) => ({ type: 'Domains', value }) as const),
    ...owned.domains
      .slice(0, 12)
      .map((domain) => ({ type: 'Urls', value: `https://${domain}/session/gate.php` }) as const),
    ...[...owned.addresses.slice(0, 38), ...owned.addressesV6.slice(0, 5)].map(
      (value) => ({ type: 'IpAddresses', value }) as const,
    ),
    ...owned.samples
      .slice(4)
      .flatMap(({ sha256, md5 }) => [
        { type: 'Hashes', value: sha256 } as const,
        { type: 'Hashes', value: md5 } as const,
      ]),
    ...owned.domains.slice(0, 6).map((domain) => ({ type: 'Emails', value: `accounts@${domain}` }) as const),
  ];
  const feeds = sources.filter(({ category }) => category === 'IntelligenceFeed');
  return listed.map((item) => holdingOf(item, { random, feeds, start }));
}

interface Reporting {
  readonly random: Random;
  readonly feeds: readonly SourceHolding[];
  readonly start: Date;
}

function holdingOf({ type, value }: Listed, { random, feeds, start }: Reporting): IocHolding {
  const ageMinutes = random.between(60, 20_000);
  const before = (minutes: number) => new Date(start.getTime() - minutes * MINUTE_MS).toISOString();
  const score = random.pick([12, 22.790697674418606, 40, 55, 70, 85, 95.42028985507247, 100]);
  const reported = random.shuffled(feeds).slice(0, random.between(1, 3));
  const record = {
    value,
    type,
    status: ageMinutes > 16_000 ? 'Retired' : 'Active',
    severity: score >= 70 ? 'High' : score >= 40 ? 'Medium' : 'Low',
    score,
    lastUpdateDate: before(ageMinutes),
    lastSeen: before(ageMinutes + 30),
    firstSeen: before(ageMinutes + random.between(600, 90_000)),
    relatedMalware: type === 'Hashes' ? [random.pick(STEALERS).toLowerCase()] : [],
    relatedCampaigns: [],
    relatedThreatActors: random.chance(0.3) ? [random.pick(RANSOMWARE_GROUPS).toLowerCase()] : [],
    reportedFeeds: reported.map(({ _id: id, Name, ConfidenceLevel }) => ({
      id,
      name: Name,
      confidenceLevel: ConfidenceLevel,
    })),
    whitelisted: random.chance(0.05),
    tags: random.chance(0.4) ? [random.pick(['larkfield', 'phishing kit', 'july incident'])] : [],
  };
  return { record, phases: [random.pick(KILL_CHAIN_PHASES)] };
}
