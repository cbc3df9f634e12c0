import type { Random } from '../../simulator/random.ts';
import { RANSOMWARE_GROUPS, STEALERS } from '../../story/company.ts';
import type { CyberTermHolding, IocHolding } from '../holdings.ts';
import type { CveRecord } from '../wire.ts';

const DAY_MS = 86_400_000;
const CAMPAIGNS = ['Harbour Lights', 'Paper Trail'];

interface Ground {
  readonly random: Random;
  readonly cves: readonly CveRecord[];
  readonly iocs: readonly IocHolding[];
  readonly start: Date;
}

interface Known {
  readonly Type: 'ThreatActor' | 'Malware' | 'Campaign';
  readonly Value: string;
  readonly Overview: string;
  readonly TTPs: readonly string[];
}

const KNOWN: readonly Known[] = [
  ...RANSOMWARE_GROUPS.map((Value) => ({
    Type: 'ThreatActor' as const,
    Value,
    Overview: `${Value} breaks into companies through bought accounts, copies files and asks for a ransom twice: for the key, and for silence.`,
    TTPs: ['Data Encrypted for Impact', 'Valid Accounts', 'Exfiltration Over Web Service'],
  })),
  ...STEALERS.map((Value) => ({
    Type: 'Malware' as const,
    Value,
    Overview: `${Value} reads passwords and cookies out of browsers and sends them away within a minute. It is rented by the month.`,
    TTPs: ['Credentials from Web Browsers', 'Exfiltration Over C2 Channel'],
  })),
  ...CAMPAIGNS.map((Value) => ({
    Type: 'Campaign' as const,
    Value,
    Overview: `In "${Value}" customers of several banks were sent to copies of the sign-in pages by text message.`,
    TTPs: ['Phishing', 'Spearphishing Link'],
  })),
];

/** The threat library of a story: actors, malware and campaigns, with their CVEs and indicators. */
export function createLibrary({ random, cves, iocs, start }: Ground): readonly CyberTermHolding[] {
  const before = (days: number) => new Date(start.getTime() - days * DAY_MS).toISOString();
  return KNOWN.map(({ Type, Value, Overview, TTPs }) => {
    const term = {
      ID: random.hex(24),
      Value,
      Type,
      Severity: random.pick(['High', 'Medium', 'Low']),
      Aliases: [`${Value.toLowerCase()}-${random.hex(2)}`],
      Origins: Type === 'ThreatActor' ? ['Global'] : [],
      TargetCountries: random.shuffled(['Germany', 'Netherlands', 'Norway', 'Sweden']).slice(0, 2),
      TargetSectors: ['Financial Services', 'Banking'],
      CreatedDate: before(random.between(200, 900)),
      UpdatedDate: before(random.between(1, 120)),
      TTPs,
      Overview,
      AdditionalInformation: 'N/A',
      RelatedMalware: Type === 'Malware' ? [] : [random.pick(STEALERS)],
      RelatedThreatActors: Type === 'ThreatActor' ? [] : [random.pick(RANSOMWARE_GROUPS)],
      RelatedCampaigns: Type === 'Campaign' ? [] : [random.pick(CAMPAIGNS)],
      MitreAttack: [
        {
          Tactic: 'Credential Access',
          Techniques: [{ Name: TTPs[0], Url: 'https://attack.example/techniques/T1555' }],
        },
      ],
    };
    return {
      term,
      cves: random.shuffled(cves).slice(0, 4).map(termCve),
      iocs: random.shuffled(iocs).slice(0, 24).map(termIoc),
    };
  });
}

function termCve({ cveId, publishedDate, cpe }: CveRecord) {
  return { CveId: cveId, PublishedDate: publishedDate, VendorProducts: cpe.map(({ Title }) => String(Title)) };
}

function termIoc({ record }: IocHolding) {
  const { value, type, status, severity, lastUpdateDate, whitelisted, reportedFeeds = [] } = record;
  return {
    Value: value,
    Type: type,
    Status: status,
    Severity: severity,
    UpdateDate: lastUpdateDate,
    Whitelisted: whitelisted,
    ReportingFeeds: reportedFeeds.map(({ name }) => name),
  };
}
