import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../simulator/random.ts';
import type { IocType } from './ioc-kinds.ts';
import type { IocRecord } from './wire.ts';

interface Subject {
  readonly value: string;
  readonly type: Exclude<IocType, 'Emails'>;
  /** What the account's indicators say about it. */
  readonly known: IocRecord | undefined;
  readonly at: Date;
}

interface Scene extends Subject {
  readonly random: Random;
  readonly daysAgo: (days: number) => string;
}

/** Makes up the `Data` of an enrichment that is done; the same for the same value. Source: CONTRACT.md §8.2. */
export function enrichmentData(subject: Subject): { readonly [field: string]: unknown } {
  const digest = createHash('sha256').update(subject.value).digest();
  const daysAgo = (days: number) => new Date(subject.at.getTime() - days * 86_400_000).toISOString();
  const scene: Scene = { ...subject, random: createRandom(digest.readInt32BE(0)), daysAgo };
  return { ...common(scene), ...EXTRAS[subject.type](scene) };
}

const EXTRAS: { readonly [type in Subject['type']]: (scene: Scene) => { readonly [field: string]: unknown } } = {
  Domains: domainExtras,
  IpAddresses: addressExtras,
  Urls: (scene) => ({ ...antivirus(scene, 86), RelatedHashes: relatedHashes(scene) }),
  Hashes: fileExtras,
};

function common({ value, type, known, random, daysAgo }: Scene) {
  const feeds = known?.reportedFeeds ?? [];
  return {
    Value: value,
    Type: type,
    Sources: feeds.map(({ name, confidenceLevel }) => ({ Name: name, ConfidenceLevel: confidenceLevel })),
    SystemTags: known
      ? random.shuffled(['Delivery', 'Initial Access', 'T1566 - Phishing', 'malware related']).slice(0, 3)
      : [],
    Tags: known?.tags ?? [],
    Status: known?.status ?? 'Active',
    IsKnownIoc: known !== undefined && known.severity !== 'PendingEnrichment',
    RelatedMalwares: known?.relatedMalware ?? [],
    RelatedThreatActors: known?.relatedThreatActors ?? [],
    RelatedCampaigns: known?.relatedCampaigns ?? [],
    FirstSeen: known?.firstSeen ?? daysAgo(random.between(40, 400)),
    LastSeen: known?.lastSeen ?? daysAgo(random.between(1, 20)),
    UpdateDate: known?.lastUpdateDate ?? daysAgo(0),
    Whitelisted: known?.whitelisted ?? false,
    Severity: { Value: known?.severity ?? 'Low', Score: known?.score ?? 0, Origin: 'system' },
  };
}

function domainExtras(scene: Scene) {
  const { value, random, daysAgo } = scene;
  const count = () => random.between(3, 900);
  const seen = { FirstResolved: daysAgo(120), LastResolved: daysAgo(2) };
  const address = `198.51.100.${random.between(2, 250)}`;
  const registration = {
    RegistrationDetails: {
      CreatedDate: daysAgo(random.between(2, 60)),
      UpdatedDate: daysAgo(1),
      ExpiresDate: daysAgo(-300),
      Statuses: ['clientTransferProhibited'],
      NameServers: ['NS1.DNS.EXAMPLE', 'NS2.DNS.EXAMPLE'],
    },
    RegistrantDetails: [registrant('Privacy Placeholder')],
  };
  return {
    DnsRecords: [
      { Value: address, Type: 'A', ...seen, Count: count() },
      { Value: 'ns1.dns.example.', Type: 'NS', ...seen, Count: count() },
      { Value: `ns1.dns.example. admin.${value}. 2026060204 86400 10800 604800 300`, Type: 'SOA', ...seen, Count: 1 },
    ],
    Subdomains: [`www.${value}`, `mail.${value}`],
    Whois: { History: [registration], Current: registration },
    Resolutions: [
      {
        ResolvedIpAddress: address,
        Location: 'NL',
        ASN: 64_500,
        Operator: 'Example Hosting Ltd',
        ...seen,
        ReportingSources: ['Example Passive DNS'],
      },
    ],
    RelatedHashes: relatedHashes(scene),
  };
}

function addressExtras(scene: Scene) {
  const { random, daysAgo } = scene;
  return {
    IpDetails: { Country: random.pick(['NL', 'DE', 'SE']), ASN: 64_505, ASDescription: 'SAMPLE-CLOUD' },
    Whois: {
      NetworkDetails: {
        IPRange: '198.51.100.0 - 198.51.100.255',
        Statuses: ['ASSIGNED PA'],
        CreatedDate: daysAgo(4000),
        UpdatedDate: daysAgo(300),
      },
      RegistrantDetails: [registrant('Sample Cloud BV')],
    },
    RelatedHashes: relatedHashes(scene),
    Resolutions: [
      {
        ResolvedDomain: `host-${random.hex(4)}.cloud.example`,
        FirstResolved: daysAgo(90),
        LastResolved: daysAgo(3),
        ReportingSources: ['Example Passive DNS'],
      },
    ],
  };
}

function fileExtras(scene: Scene) {
  const { value, random } = scene;
  const digest = (algorithm: string) => createHash(algorithm).update(value).digest('hex');
  const lengths = { 32: 'MD5', 40: 'SHA1', 64: 'SHA256' };
  const own = Object.entries(lengths).find(([length]) => Number(length) === value.length)?.[1];
  const hashes = [
    { Type: 'MD5', Value: digest('md5') },
    { Type: 'SHA1', Value: digest('sha1') },
    { Type: 'SHA256', Value: digest('sha256') },
  ];
  return {
    ...antivirus(scene, 73),
    FileName: `invoice_${random.hex(4)}.exe`,
    FileType: 'Win32 EXE',
    FileAuthor: '',
    FileDescription: '',
    FileSize: random.between(20_000, 900_000),
    RelatedHashes: hashes.map((hash) => (hash.Type === own ? { ...hash, Value: value } : hash)),
  };
}

function antivirus({ known, random, daysAgo }: Scene, engines: number) {
  const detected = known ? random.between(6, 40) : 0;
  const names = ['Example Shield', 'Sample Guard', 'Placeholder AV'];
  return {
    AntivirusScanDate: daysAgo(2),
    AntivirusDetectionRatio: `${Math.floor((detected / engines) * 100)}%`,
    AntivirusDetectedEngines: `${detected}/${engines}`,
    AntivirusDetections: names.map((Name, index) => {
      const Detected = known !== undefined && index < 2;
      return {
        Name,
        Version: '4.2',
        Detected,
        Result: Detected ? `Trojan.Example.${random.hex(3).toUpperCase()}` : '',
      };
    }),
  };
}

function relatedHashes({ known, random }: Scene) {
  return { downloaded: known ? [random.hex(64)] : [], communicating: known ? [random.hex(64)] : [], referencing: [] };
}

function registrant(Organization: string) {
  return {
    Organization,
    Name: 'Example Registrant',
    Email: 'registrant@registry.example',
    Telephone: '+1 555 0100',
    Fax: '',
    City: 'Example City',
    State: '',
    Country: 'NETHERLANDS',
    Address: 'Example Street 1',
    PostalCode: '0000 AA',
    CountryCode: 'NL',
  };
}
