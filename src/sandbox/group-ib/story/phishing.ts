import { COMPANY } from '../../story/company.ts';
import type { Scene, Writer } from './scene.ts';
import { day, DISPLAY_OPTIONS, evaluation, inMoscow, utc } from './shapes.ts';

/** `attacks/phishing_group`. */
const campaign: Writer = (scene) => {
  const { random, draw, at } = scene;
  const domain = draw.domain();
  const registrar = random.pick(['Example Registrar Ltd', 'Sample Names BV', '']);
  const pages = Array.from({ length: random.between(1, 3) }, () => phishingPage(scene, domain));
  const actor = random.chance(0.3) ? draw.criminal() : undefined;
  return {
    hunted: random.chance(0.7),
    item: {
      id: random.hex(64),
      brand: COMPANY,
      countPhishing: pages.length,
      date: {
        added: inMoscow(at, 5),
        blocked: null,
        blockedIndexed: null,
        detected: inMoscow(at, 5),
        updated: inMoscow(at, 5),
      },
      domain,
      domainInfo: {
        domain,
        domainPuny: domain,
        expirationDate: day(at, -525_600),
        registered: day(at, random.between(60, 9_000)),
        registrar,
        tld: 'example',
        title: `${COMPANY} | Sign in`,
        category: ['finance'],
      },
      domainTitle: `${COMPANY} | Sign in`,
      groupLifetime: random.between(600, 90_000),
      ip: pages.map(({ ip: { ip, countryCode, countryName, provider } }) => ({
        ip,
        countryCode,
        countryName,
        provider,
      })),
      objective: random.pick([['Login harvest'], ['Login harvest', 'Card harvest'], ['Malware delivery']]),
      phishing: pages,
      status: 1,
      threatActor: { id: actor?.id ?? '', name: actor?.name ?? '', nameIndexed: '', isAPT: false },
      uniqueTitles: [{ title: `${COMPANY} | Sign in` }],
      evaluation: evaluation('C3', { severity: random.pick(['orange', 'red', 'red']), tlp: 'amber', ttl: 30 }),
      ...ALIKE_IN_CAMPAIGNS,
    },
  };
};

const ALIKE_IN_CAMPAIGNS = {
  falsePositive: false,
  phishingKitArray: [],
  screenshot: null,
  signature: { resource: [], screen: [], manual: ['larkfield_login'] },
  source: ['SafeSearch'],
  urlListLink: '',
  whitelist: false,
  displayOptions: DISPLAY_OPTIONS,
};

/** A page of the campaign on that domain. */
export function phishingPage({ random, draw, at }: Scene, domain: string) {
  const { code, name, city } = draw.country();
  const ip = draw.address();
  return {
    id: random.hex(64),
    url: `https://${domain}/${random.pick(['login', 'session/gate.php', 'verify?c=1&l=en', 'c'])}/${random.hex(4)}`,
    date: { added: inMoscow(at, 5), blocked: null, detected: inMoscow(at, 5) },
    status: 1,
    objective: ['Login harvest'],
    source: ['SafeSearch'],
    client: null,
    title: random.pick([`${COMPANY} | Sign in`, draw.quote.post()]),
    domain: {
      registrar: '',
      domain,
      registered: '',
      title: '',
      category: [],
      expiration: '',
      tld: 'example',
      puny: domain,
    },
    ip: { ip, countryCode: code, countryName: name, city, provider: 'Example Hosting Ltd' },
    phishingKit: random.chance(0.3) ? [{ name: 'lf_v3.zip', email: ['collector@mail.example'] }] : [],
    screen: null,
    renderedUrls: [''],
  };
}

export const CAMPAIGNS: readonly Writer[] = [campaign];

/** `attacks/phishing_kit`. */
const kit: Writer = (scene) => {
  const { random, draw, at } = scene;
  const { sha256: hash } = draw.sample();
  return {
    item: {
      id: hash,
      hash,
      dateDetected: utc(at, 8),
      dateFirstSeen: utc(at, 8),
      dateLastSeen: utc(at, 8),
      downloadedFrom: [kitSource(scene)],
      emails: ['collector@mail.example', `drop.${random.hex(4)}@mail.example`],
      login: 'PhishingKitFetcher',
      path: `/api/v2/attacks/phishing_kit/${hash}/file/${hash}`,
      source: ['ci-PhishKit'],
      targetBrand: [COMPANY],
      telegramIds: random.chance(0.5) ? ['-1000000000000'] : null,
      variables: [
        { type: 'MAIL', filePath: './lf/send.php', values: ['to: collector@mail.example', 'from: noreply@localhost'] },
        { type: 'DB', filePath: './lf/db.php', values: ['user: root', 'password: Summer2026!'] },
      ],
      threatActors: null,
      evaluation: evaluation('B2', { severity: 'orange', tlp: 'amber' }),
      isFavourite: false,
      isHidden: false,
    },
  };
};

/** A place where the archive lay. */
export function kitSource({ draw, at }: Scene) {
  const domain = draw.domain();
  return {
    date: inMoscow(at, 9),
    url: `https://${domain}/lf_v3.zip`,
    phishingUrl: `https://${domain}/lf/`,
    domain,
    fileName: 'lf_v3.zip',
  };
}

export const KITS: readonly Writer[] = [kit];
