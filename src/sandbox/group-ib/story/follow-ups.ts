import { valueAt } from '../item-fields.ts';
import type { Item } from '../wire.ts';
import { accountEvent } from './accounts.ts';
import { cardEvent, cardNumbered } from './cards.ts';
import { nextFile, pasteLink } from './leaks.ts';
import { kitSource, phishingPage } from './phishing.ts';
import type { Scene } from './scene.ts';
import { day, inMoscow, ipv4, plain, utc } from './shapes.ts';
import { actorReport, networkIndicator } from './threats.ts';

type FollowUp = (item: Item, scene: Scene) => Item;

/** The same address was seen once more. */
const seenAgain: FollowUp = (_item, { at }) => ({ dateLastSeen: utc(at) });

/** There is one more report of the actor. */
const reportedAgain: FollowUp = ({ name, stat }, scene) => {
  const reports = [...listAt(stat, 'reports'), actorReport(scene, textOf(name))];
  return {
    stat: { ...objectOf(stat), reports, allReportsCount: reports.length, dateLastSeen: day(scene.at) },
    updatedAt: inMoscow(scene.at),
  };
};

/** More is known of the same attackers. */
const moreIndicators: FollowUp = ({ indicators }, scene) => ({
  indicators: [...listOf(indicators), networkIndicator(scene)],
  dateLastSeen: day(scene.at),
  updatedAt: inMoscow(scene.at),
});

const FOLLOW_UPS: { readonly [collection: string]: FollowUp } = {
  'compromised/account_group': ({ events, sourceType }, scene) => {
    const [first = 'Botnet'] = listOf(sourceType).map(textOf);
    const event = accountEvent(scene, { isLogged: first !== 'Combolist', sourceType: first });
    const all = [...listOf(events), event];
    return { events: all, eventCount: all.length, dateLastSeen: utc(scene.at) };
  },
  'compromised/bank_card_group': ({ events, cardInfo }, scene) => {
    const event = cardEvent(scene, cardNumbered(valueAt(cardInfo, 'number'), scene), false);
    const all = [...listOf(events), event];
    return { events: all, eventCount: all.length, dateLastSeen: utc(scene.at) };
  },
  'compromised/masked_card': (_item, { random }) => ({
    price: { currency: 'USD', value: String(random.between(2, 8)) },
    sourceLink: `https://cards.evil.example/${random.hex(8)}`,
  }),
  'compromised/breached': ({ email, password }, { draw, random, at }) => ({
    email: [...new Set([...listOf(email), draw.person().mail])],
    password: [...listOf(password), `Changed-${random.between(100, 999)}!`],
    updateTime: plain(at),
  }),
  'compromised/spd': ({ illegalScore }, { at }) => ({
    illegalScore: Math.min(100, Number(illegalScore) + 10),
    lastSeenAt: utc(at),
  }),
  'osi/git_repository': ({ files, name }, scene) => {
    const all = [...listOf(files), nextFile(scene, textOf(name))];
    return { files: all, numberOf: { contributors: 1, files: all.length } };
  },
  'osi/public_leak': ({ linkList }, scene) => ({
    linkList: [...listOf(linkList), pasteLink(scene)],
    updated: inMoscow(scene.at),
  }),
  'osi/vulnerability': ({ id, exploitCount, evaluation }, { at }) => ({
    hasExploit: true,
    exploitCount: Number(exploitCount ?? 0) + 1,
    exploitList: [{ id: `EDB-${textOf(id)}`, title: 'Proof of concept', href: 'https://exploits.example/1' }],
    seenInTheWild: true,
    evaluation: { ...objectOf(evaluation), severity: 'red' },
    dateModified: utc(at),
    modified: utc(at),
    dateLastSeen: utc(at),
    lastseen: utc(at),
  }),
  'attacks/ddos': ({ duration }, { random, at }) => ({
    duration: Number(duration) + random.between(60, 3_600),
    dateEnd: utc(at),
  }),
  'attacks/deface': (_item, { draw, at }) => ({ targetIp: ipv4(draw.address(), draw.country()), tsCreate: utc(at) }),
  'attacks/phishing_group': ({ phishing, domain, date }, scene) => {
    if (scene.random.chance(0.4)) {
      const blocked = inMoscow(scene.at);
      return { status: 2, date: { ...objectOf(date), blocked, blockedIndexed: blocked, updated: blocked } };
    }
    const pages = [...listOf(phishing), phishingPage(scene, textOf(domain))];
    return { phishing: pages, countPhishing: pages.length, date: { ...objectOf(date), updated: inMoscow(scene.at) } };
  },
  'attacks/phishing_kit': ({ downloadedFrom }, scene) => ({
    downloadedFrom: [...listOf(downloadedFrom), kitSource(scene)],
    dateLastSeen: utc(scene.at),
  }),
  'suspicious_ip/tor_node': seenAgain,
  'suspicious_ip/open_proxy': seenAgain,
  'suspicious_ip/socks_proxy': seenAgain,
  'suspicious_ip/vpn': seenAgain,
  'suspicious_ip/scanner': seenAgain,
  'malware/cnc': ({ ipv4: known }, { draw, at }) => ({
    ipv4: [...listOf(known), ipv4(draw.address(), draw.country())],
    dateLastSeen: utc(at),
  }),
  'malware/malware': ({ linkedMalware }, { draw, at }) => {
    const { id, name } = draw.malware();
    return { linkedMalware: [...listOf(linkedMalware), { id, name }], threatLevel: 'High', updatedAt: inMoscow(at) };
  },
  'hi/threat': moreIndicators,
  'hi/threat_actor': reportedAgain,
  'apt/threat': moreIndicators,
  'apt/threat_actor': reportedAgain,
  'ioc/common': (_item, { at }) => ({ dateLastSeen: `${day(at)}T00:00:00+03:00` }),
};

/** What changes where the vendor learns more of an item. */
export function followUp(collection: string, item: Item, scene: Scene): Item {
  return (FOLLOW_UPS[collection] ?? seenAgain)(item, scene);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function listAt(value: unknown, name: string): readonly unknown[] {
  return typeof value === 'object' && value !== null ? listOf(Reflect.get(value, name)) : [];
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
