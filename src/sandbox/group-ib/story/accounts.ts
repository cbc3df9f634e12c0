import { DOMAIN, MARKETS, PASSWORDS } from '../../story/company.ts';
import type { Scene, Writer } from './scene.ts';
import { cnc, DISPLAY_OPTIONS, evaluation, ipv4, NO_CNC, plain, utc } from './shapes.ts';

const SERVICES = ['portal.larkfield.example', 'vpn.larkfield.example', 'mail.larkfield.example'];
const STRANGERS = ['r.delgado', 'sunny_day_81', 'm.fontaine', 'kwame.b', 'h_lindqvist'];

interface Theft {
  readonly login: string;
  readonly sourceType: string;
  /** Stolen on the victim's own device, which so is known. */
  readonly isLogged: boolean;
}

/** `compromised/account_group`: out of a stealer's log. */
const stolen: Writer = (scene) => {
  const { mail } = scene.draw.person();
  const isStaff = scene.random.chance(0.7);
  const login = isStaff ? mail : `${scene.random.pick(STRANGERS)}@mail.example`;
  return { ...account(scene, { login, sourceType: 'Botnet', isLogged: true }), corporate: isStaff };
};

/** The same collection: out of a list that is passed around. */
const listed: Writer = (scene) => {
  const login = scene.random.chance(0.4) ? scene.draw.person().mail : `${scene.random.pick(STRANGERS)}@mail.example`;
  const written = account(scene, { login, sourceType: 'Combolist', isLogged: false });
  return { ...written, combolist: true, corporate: login.endsWith(DOMAIN) };
};

/** The same collection: typed into a copy of the sign-in page. */
const phished: Writer = (scene) => {
  const login = scene.random.pick(STRANGERS);
  return { ...account(scene, { login, sourceType: 'Phishing', isLogged: true }), hunted: true };
};

function account(scene: Scene, { login, sourceType, isLogged }: Theft) {
  const { random, draw, at } = scene;
  const malware = isLogged && sourceType === 'Botnet' ? draw.malware() : undefined;
  const actor = random.chance(0.4) ? draw.criminal() : undefined;
  const host = random.pick(SERVICES);
  const event = accountEvent(scene, { isLogged, malware, actor, sourceType });
  return {
    hunted: random.chance(0.6),
    item: {
      id: random.hex(40),
      dateFirstSeen: utc(at, 3),
      dateLastSeen: utc(at, 3),
      dateFirstCompromised: event.dateCompromised,
      dateLastCompromised: event.dateCompromised,
      port: null,
      login,
      password: random.pick(PASSWORDS),
      parsedLogin: { domain: login.split('@')[1] ?? null, ip: null },
      service: { domain: host, ip: null, url: `https://${host}/login`, host },
      events: [event],
      eventCount: 1,
      evaluation: evaluation(isLogged ? 'A2' : 'C3', {
        severity: isLogged ? 'red' : 'orange',
        tlp: isLogged && random.chance(0.3) ? 'red' : 'amber',
      }),
      ...ALIKE_IN_ACCOUNTS,
      malware: malware ? [{ id: malware.id, name: malware.name }] : [],
      threatActor: actor ? [{ id: actor.id, name: actor.name }] : [],
      source: [event.source],
      sourceType: [sourceType],
      sourceId: [event.source.id],
    },
  };
}

interface Circumstances {
  readonly isLogged: boolean;
  readonly malware?: { readonly id: string; readonly name: string } | undefined;
  readonly actor?: { readonly id: string; readonly name: string } | undefined;
  readonly sourceType: string;
}

const ALIKE_IN_ACCOUNTS = { silentInsert: null, displayOptions: DISPLAY_OPTIONS };

/** One time that the pair was seen. */
export function accountEvent({ random, draw, at }: Scene, { isLogged, malware, actor, sourceType }: Circumstances) {
  const country = draw.country();
  return {
    id: random.hex(40),
    oldId: null,
    stixGuid: null,
    cnc: isLogged ? cnc(draw.domain(), draw.address(), country) : NO_CNC,
    client: { ipv4: isLogged ? ipv4(`203.0.113.${random.between(130, 250)}`, draw.country()) : null, ipv6: null },
    source: { id: isLogged ? draw.domain() : random.pick(MARKETS), type: sourceType, idType: 'Source' },
    person: isLogged ? { name: draw.person().name, email: null, phone: '+1 555 0100', address: '4 Harbour Row' } : null,
    malware: malware ? { id: malware.id, name: malware.name, stixGuid: null } : null,
    threatActor: actor ? { id: actor.id, name: actor.name, isAPT: false, stixGuid: null } : null,
    dateDetected: utc(at, 3),
    dateCompromised: isLogged ? utc(at, random.between(60, 4_000)) : null,
    additionalData: null,
  };
}

export const ACCOUNTS: readonly Writer[] = [stolen, listed, phished];

const LEAKS = [
  { name: 'Harbour Loyalty 2025', domain: 'harbour-loyalty.example' },
  { name: 'Northgate Travel customers', domain: 'northgate-travel.example' },
  { name: 'Email collection', domain: 'mail.example' },
  { name: 'Print&Photo <backup> 2024', domain: 'print-photo.example' },
];

/** `compromised/breached`. */
const breach: Writer = ({ random, draw, at }) => {
  const { name, domain } = random.pick(LEAKS);
  const [year, month, date] = plain(at, random.between(2_000, 40_000)).slice(0, 10).split('-');
  const people = [draw.person(), draw.person()].slice(0, random.between(1, 2));
  return {
    hunted: true,
    item: {
      id: random.hex(32),
      email: people.map(({ mail }) => mail),
      password: random.chance(0.7) ? people.map(() => random.pick(PASSWORDS)) : [],
      leakName: name,
      leakPublished: `${date}.${month}.${year}`,
      uploadTime: plain(at, 4),
      updateTime: plain(at, 4),
      description: random.chance(0.5) ? draw.quote.advertisement() : null,
      addInfo: { emailDomain: [DOMAIN], updateTimestampLong: [at.getTime() * 1000] },
      downloadLinkList: [`https://files.${domain}/${random.hex(8)}.7z`],
      taName: [draw.criminal().name],
      reaperMessageId: null,
      evaluation: evaluation('C3', { severity: random.pick(['green', 'orange']), tlp: 'amber', ttl: null }),
    },
  };
};

export const BREACHES: readonly Writer[] = [breach];

const DETAILS = [
  { type: 'Cryptocurrency Wallet', serviceType: 'BTCLike', value: 'bc1q00larkfield0sandbox0000example' },
  { type: 'Cryptocurrency Wallet', serviceType: 'XMRLike', value: '4LarkfieldSandbox0000000000000000example' },
  { type: 'Bank Card', serviceType: 'Card', value: '4111 1111 1111 1111' },
  { type: 'Phone Number', serviceType: 'Phone', value: '+1 555 0142' },
];

/** `compromised/spd`. */
const paymentDetail: Writer = ({ random, draw, at }) => {
  const { value, ...detail } = random.pick(DETAILS);
  const { id, name } = draw.malware();
  const source = { name: random.pick(MARKETS), type: 'forum' };
  const actor = draw.criminal();
  const malware = [{ id, name, stixGuid: null }];
  const threatActor = [{ id: actor.id, name: actor.name, stixGuid: null }];
  const illegalScore = random.between(40, 100);
  const seen = { compromisedAt: utc(at, random.between(60, 900)), detectedAt: utc(at, 5) };
  return {
    item: {
      id: random.hex(40),
      ...detail,
      ownerName: random.chance(0.5) ? draw.person().name : null,
      illegalScore,
      value: { value },
      createdAt: utc(at, 4),
      firstSeenAt: utc(at, 5),
      lastSeenAt: utc(at, 5),
      events: [{ ...seen, source, illegalScore, malware, threatActor }],
      sources: [source],
      malware,
      threatActor,
      evaluation: evaluation('B2', { severity: illegalScore > 80 ? 'red' : 'orange', tlp: 'amber' }),
    },
  };
};

export const PAYMENT_DETAILS: readonly Writer[] = [paymentDetail];
