/** One collection as the simulated service serves it. Source: CONTRACT.md §2.1, §2.2, §3.3, §4. */
export interface CollectionInfo {
  readonly name: string;
  /** How the global search calls it. */
  readonly label: string;
  /** Items of one without a sequence are only searched, newest first. */
  readonly iteration: 'sequence' | 'search';
  /** The largest page; also the usual one where it is below 100. */
  readonly cap: number;
  readonly idForm: IdForm;
  /** Where its numbers begin: their magnitude differs from collection to collection. */
  readonly firstSequence: number;
  /** Paths of the item's own date; the first usable one counts. */
  readonly dates: readonly string[];
  /** Paths of what a person calls the item by; the first usable one counts. */
  readonly titles: readonly string[];
  readonly huntingRulesUsed: boolean;
  /** Whether its items carry an evaluation. Source: CONTRACT.md §5.0. */
  readonly evaluated: boolean;
}

/** Digits of a hexadecimal id, or what the id is instead. */
type IdForm = number | 'address' | 'cve';

const usual = {
  iteration: 'sequence',
  cap: 100,
  idForm: 40,
  firstSequence: 17_270_000_000_000,
  huntingRulesUsed: false,
  evaluated: true,
} as const;
const address = {
  ...usual,
  idForm: 'address',
  firstSequence: 1_628_553_600_000_000,
  dates: ['dateFirstSeen'],
  titles: ['ipv4.ip', 'id'],
} as const;
const report = { ...usual, cap: 10, dates: ['createdAt'], titles: ['title'], huntingRulesUsed: true } as const;
const actor = { ...usual, dates: ['createdAt'], titles: ['name'], evaluated: false } as const;
/** Known by name; no public material shows their items. */
const nameless = { ...usual, dates: ['dateFirstSeen', 'createdAt'], titles: ['name', 'title'] } as const;

/** In the order of the vendor's client library; newer names last. Source: CONTRACT.md §2.3. */
const TABLE: readonly CollectionInfo[] = [
  { ...report, name: 'apt/threat', label: 'Nation-State :: Threats' },
  { ...actor, name: 'apt/threat_actor', label: 'Nation-State :: Threat Actors' },
  { ...report, name: 'hi/open_threats', label: 'Open Threats', cap: 100, dates: ['detected'], huntingRulesUsed: false },
  { ...report, name: 'hi/threat', label: 'Cybercriminals :: Threats' },
  { ...actor, name: 'hi/threat_actor', label: 'Cybercriminals :: Threat Actors' },
  {
    ...usual,
    name: 'attacks/ddos',
    label: 'Attack :: DDoS',
    cap: 5000,
    firstSequence: 1_677_065_000,
    dates: ['dateReg', 'dateBegin'],
    titles: ['target.ipv4.ip', 'target.domain'],
    huntingRulesUsed: true,
  },
  {
    ...usual,
    name: 'attacks/deface',
    label: 'Attack :: Deface',
    idForm: 24,
    firstSequence: 1_508_430_053_000_000,
    dates: ['date', 'tsCreate'],
    titles: ['url'],
  },
  {
    ...usual,
    name: 'attacks/phishing_group',
    label: 'Attack :: Phishing',
    cap: 1000,
    idForm: 64,
    firstSequence: 1_430_425_612_000_000,
    dates: ['date.detected', 'date.updated'],
    titles: ['brand'],
  },
  {
    ...usual,
    name: 'attacks/phishing_kit',
    label: 'Attack :: Phishing Kit',
    cap: 1000,
    idForm: 64,
    firstSequence: 1_523_520_000_000,
    dates: ['dateFirstSeen', 'dateDetected'],
    titles: ['hash'],
  },
  { ...nameless, name: 'compromised/access', label: 'Compromise & leaks :: Access', cap: 500 },
  {
    ...usual,
    name: 'compromised/account_group',
    label: 'Compromise & leaks :: Accounts',
    cap: 500,
    firstSequence: 1_450_014_347_000_000,
    dates: ['dateFirstSeen', 'dateFirstCompromised'],
    titles: ['login'],
  },
  {
    ...usual,
    name: 'compromised/bank_card_group',
    label: 'Compromise & leaks :: Cards',
    cap: 500,
    firstSequence: 1_673_147_000_000,
    dates: ['dateFirstCompromised', 'dateFirstSeen'],
    titles: ['cardInfo.issuer.issuer', 'cardInfo.system'],
  },
  {
    ...usual,
    name: 'compromised/breached',
    label: 'Compromise & leaks :: Breached',
    iteration: 'search',
    idForm: 32,
    dates: ['updateTime', 'uploadTime'],
    titles: ['leakName'],
    huntingRulesUsed: true,
  },
  { ...nameless, name: 'compromised/discord', label: 'Discord' },
  {
    ...usual,
    name: 'compromised/masked_card',
    label: 'Compromise & leaks :: Masked Cards',
    cap: 500,
    firstSequence: 1_592_219_410_000_000,
    dates: ['dateDetected', 'dateCompromised'],
    titles: ['cardInfo.issuer.issuer', 'cardInfo.number'],
  },
  { ...nameless, name: 'compromised/messenger', label: 'Messengers' },
  {
    ...usual,
    name: 'compromised/mule',
    label: 'Compromise & leaks :: Mules',
    firstSequence: 1_454_699_000_000,
    dates: ['dateAdd', 'dateIncident'],
    titles: ['organization.name', 'type'],
  },
  { ...nameless, name: 'compromised/reaper', label: 'Dark Web', iteration: 'search' },
  {
    ...usual,
    name: 'compromised/spd',
    label: 'Compromise & leaks :: Suspicious Payment Details',
    cap: 500,
    firstSequence: 1_736_496_000_000_000,
    dates: ['firstSeenAt', 'lastSeenAt', 'createdAt'],
    titles: ['type'],
  },
  {
    ...usual,
    name: 'ioc/common',
    label: 'IOC',
    cap: 5000,
    dates: ['dateFirstSeen', 'dateLastSeen'],
    titles: ['url', 'domain', 'ip', 'hash'],
    evaluated: false,
  },
  {
    ...usual,
    name: 'malware/cnc',
    label: 'Malware :: C&C',
    cap: 1000,
    firstSequence: 13_700_000_000,
    dates: ['dateFirstSeen', 'dateDetected'],
    titles: ['cnc', 'url'],
    evaluated: false,
  },
  { ...nameless, name: 'malware/config', label: 'Malware/Source' },
  {
    ...usual,
    name: 'malware/malware',
    label: 'Malware :: Reports',
    dates: ['updatedAt'],
    titles: ['name'],
    evaluated: false,
  },
  { ...nameless, name: 'malware/signature', label: 'Malware :: Signatures' },
  { ...nameless, name: 'malware/yara', label: 'Malware :: YARA Rules' },
  {
    ...usual,
    name: 'osi/git_repository',
    label: 'Compromise & leaks :: Git Leaks',
    firstSequence: 1_728_734_000_000_000,
    dates: ['dateDetected', 'dateCreated'],
    titles: ['name'],
    huntingRulesUsed: true,
  },
  {
    ...usual,
    name: 'osi/public_leak',
    label: 'Compromise & leaks :: Public Leaks',
    firstSequence: 16_202_000_000_000,
    dates: ['created', 'updated'],
    titles: ['linkList.title', 'hash'],
    huntingRulesUsed: true,
  },
  {
    ...usual,
    name: 'osi/vulnerability',
    label: 'Vulnerabilities',
    cap: 200,
    idForm: 'cve',
    firstSequence: 15_677_000_000_000,
    dates: ['datePublished', 'dateModified'],
    titles: ['title', 'id'],
    huntingRulesUsed: true,
  },
  { ...address, name: 'suspicious_ip/open_proxy', label: 'Suspicious IP :: Open Proxy', cap: 5000 },
  { ...address, name: 'suspicious_ip/scanner', label: 'Suspicious IP :: Scanners', cap: 5000 },
  { ...address, name: 'suspicious_ip/socks_proxy', label: 'Suspicious IP :: Socks Proxy', cap: 5000 },
  { ...address, name: 'suspicious_ip/tor_node', label: 'Suspicious IP :: Tor Node' },
  { ...address, name: 'suspicious_ip/vpn', label: 'Suspicious IP :: VPN' },
  { ...nameless, name: 'compromised/breacheddb', label: 'Compromise & leaks :: Breached DB' },
  { ...nameless, name: 'darkweb/forums', label: 'Dark Web :: Forums' },
  { ...nameless, name: 'ioc/primary', label: 'IOC :: Primary', cap: 5000 },
];

/** Every collection that the service knows, by name. */
export const COLLECTIONS: ReadonlyMap<string, CollectionInfo> = new Map(TABLE.map((info) => [info.name, info]));
