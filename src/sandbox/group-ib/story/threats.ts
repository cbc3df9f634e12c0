import { COMPANY } from '../../story/company.ts';
import { defang } from '../../story/infrastructure.ts';
import { textAt } from '../item-fields.ts';
import type { Actor, Scene, Writer } from './scene.ts';
import { day, DISPLAY_OPTIONS, evaluation, idOf, inMoscow } from './shapes.ts';

const SECTORS = ['financial-services:banking', 'government-and-military', 'energy'];

/** `apt/threat`. */
const stateReport: Writer = (scene) => {
  const actor = scene.draw.apt();
  const tlp = scene.random.chance(0.3) ? 'red' : 'amber';
  return report(scene, {
    actor,
    title: `${actor.name} - New indicators have been found`,
    text: `<p>${actor.name} prepares mail campaigns against banks; the lures use the name of ${COMPANY}.</p>`,
    assessed: evaluation('C3', { severity: 'red', tlp, ttl: null }),
  });
};

/** `hi/threat`. */
const crimeReport: Writer = (scene) => {
  const actor = scene.draw.criminal();
  const victim = scene.random.pick([COMPANY, 'Harbour Insurance', 'Northgate Travel']);
  return report(scene, {
    actor,
    title: `${actor.name} claims an attack on ${victim}`,
    text: `<p>${actor.name} named <b>${victim}</b> on its site.</p><blockquote>${scene.draw.quote.statement()}</blockquote>`,
    assessed: evaluation('A1', { severity: victim === COMPANY ? 'red' : 'orange', tlp: 'amber', ttl: null }),
  });
};

interface Report {
  readonly actor: Actor;
  readonly title: string;
  /** HTML. */
  readonly text: string;
  readonly assessed: ReturnType<typeof evaluation>;
}

function report(scene: Scene, { actor, title, text, assessed }: Report) {
  const { random, draw, at } = scene;
  const indicators = [networkIndicator(scene), fileIndicator(scene)].slice(0, random.between(1, 2));
  const { id, name } = draw.malware();
  const picture = random.hex(64);
  const listed = indicators.map(({ params }) => `<li>${defang(textAt(params, ['domain', 'name']) ?? '')}</li>`);
  return {
    hunted: random.chance(0.5),
    item: {
      id: random.hex(40),
      title,
      type: 'threat',
      description: `${text}<ul>${listed.join('')}</ul>`,
      shortDescription: null,
      shortTitle: null,
      createdAt: inMoscow(at, 6),
      updatedAt: inMoscow(at, 6),
      dateFirstSeen: day(at, 1_440),
      dateLastSeen: day(at),
      datePublished: day(at),
      reportNumber: `CP-${random.between(1_000, 9_999)}-${random.between(1_000, 9_999)}`,
      countries: [draw.country().code],
      regions: ['europe'],
      sectors: random.shuffled(SECTORS).slice(0, 2),
      expertise: [random.pick(['Leak', 'Ransomware', 'AutoReport'])],
      forumsAccounts: [{ nickname: actor.name, url: 'https://forum.evil.example/u/1', messageCount: 12 }],
      malwareList: [{ id, name }],
      files: [{ hash: picture, mime: 'image/png', name: picture, size: 1_200 }],
      threatActor: { id: actor.id, name: actor.name, isAPT: actor.isAPT, country: actor.country },
      targetedCompany: [COMPANY],
      sources: [`https://leak.evil.example/post/${random.hex(6)}`],
      indicators,
      indicatorsIds: indicators.map((each) => each.id),
      evaluation: assessed,
      ...ALIKE_IN_REPORTS,
    },
  };
}

const ALIKE_IN_REPORTS = {
  labels: [],
  langs: ['en'],
  isTailored: false,
  isAutogen: false,
  isPublished: true,
  hasIocs: true,
  contacts: [],
  cveList: [],
  toolList: [],
  mitreMatrix: [
    {
      attackPatternId: null,
      attackTactic: 'impact',
      attackType: 'enterprise_tactics',
      id: null,
      mitreId: 'T1486',
      params: null,
    },
  ],
  relatedThreatActors: [],
  targetedPartnersAndClients: [],
  sourceList: [],
  indicatorMalwareRelationships: [],
  indicatorRelationships: [],
  indicatorToolRelationships: [],
  unreliableIndicators: [],
  unreliableIndicatorsRelations: [],
  displayOptions: DISPLAY_OPTIONS,
  oldId: null,
  techSeqUpdate: null,
};

/** An address, domain and page of the attackers. */
export function networkIndicator(scene: Scene) {
  const domain = scene.draw.domain();
  const ipv4 = [scene.draw.address()];
  return indicator(scene, 'network', { domain, ipv4, ipv6: [], ssl: [], url: `https://${domain}/gate` });
}

function fileIndicator(scene: Scene) {
  const { md5, sha1, sha256 } = scene.draw.sample();
  const hashes = { md4: '', md5, md6: '', ripemd160: '', sha1, sha224: '', sha256, sha384: '', sha512: '' };
  return indicator(scene, 'file', { name: 'invoice_2026.exe', size: 48_640, hashes });
}

function indicator({ random, at }: Scene, type: 'network' | 'file', params: object) {
  return {
    id: random.hex(40),
    type,
    dateFirstSeen: day(at, 1_440),
    dateLastSeen: day(at),
    params,
    malwareList: [],
    langs: ['en'],
    malwareIdList: null,
    attributes: null,
    title: null,
    description: null,
    sources: ['research'],
    techSeqUpdate: null,
    seqUpdate: at.getTime(),
  };
}

export const STATE_REPORTS: readonly Writer[] = [stateReport];
export const CRIME_REPORTS: readonly Writer[] = [crimeReport];

/** `apt/threat_actor`. */
const stateActor: Writer = (scene) => profile(scene, scene.draw.apt());

/** `hi/threat_actor`. */
const crimeActor: Writer = (scene) => profile(scene, scene.draw.criminal());

function profile(scene: Scene, { id, name, isAPT, country }: Actor) {
  const { random, draw, at } = scene;
  return {
    item: {
      id,
      name,
      aliases: isAPT ? [`UNC-${random.between(1_000, 9_999)}`] : [],
      country,
      isAPT,
      description: `<p><b>${name}</b> has been known since 2023 and attacks ${isAPT ? 'banks and authorities' : 'companies of any kind'}.</p>`,
      goals: isAPT ? ['Espionage'] : [],
      roles: isAPT ? ['Agent'] : [],
      labels: [isAPT ? 'spy' : 'crime-syndicate'],
      langs: ['en'],
      spokenOnLangs: ['en'],
      createdAt: inMoscow(at, 60 * 24 * random.between(0, 1)),
      updatedAt: inMoscow(at, 4),
      files: [],
      hasIocs: true,
      stat: {
        countries: [draw.country().code],
        regions: ['europe'],
        sectors: random.shuffled(SECTORS).slice(0, 2),
        expertise: ['Ransomware'],
        malware: [draw.malware().name],
        cve: isAPT ? ['CVE-2099-10004'] : [],
        dateFirstSeen: '2023-05-13',
        dateLastSeen: day(at),
        reports: [actorReport(scene, name)],
        allIndicatorsCount: random.between(3, 80),
        allReportsCount: random.between(1, 12),
        contactsCount: 0,
        forumsAccountsCount: 1,
        relatedThreatActorsCount: 0,
        targetedCompany: [COMPANY],
        targetedPartnersAndClients: [],
      },
      threatLandscapeOptions: [{ label: 'company', value: 'company' }],
      addedToThreatLandscapeFor: null,
      displayOptions: DISPLAY_OPTIONS,
      oldId: null,
      techSeqUpdate: null,
    },
  };
}

/** A report about that actor. */
export function actorReport({ random, at }: Scene, name: string) {
  const title = `${name} - New indicators have been found`;
  return { id: idOf(`${title} ${random.hex(6)}`), datePublished: day(at), companyId: [], name: { en: title } };
}

export const STATE_ACTORS: readonly Writer[] = [stateActor];
export const CRIME_ACTORS: readonly Writer[] = [crimeActor];
