import { MARKETS } from '../../story/company.ts';
import type { Scene, Writer } from './scene.ts';
import { cnc, DISPLAY_OPTIONS, evaluation, ipv4, NO_CNC, utc } from './shapes.ts';

/** Numbers that payment processors publish for tests. */
const CARDS = [
  { number: '4111111111111111', system: 'VISA', type: 'CLASSIC', cvv: '737', pin: null },
  { number: '4012888888881881', system: 'VISA', type: 'GOLD', cvv: '408', pin: '4821' },
  { number: '5555555555554444', system: 'MASTERCARD', type: 'WORLD', cvv: '120', pin: null },
  { number: '5105105105105100', system: 'MASTERCARD', type: 'STANDARD', cvv: '314', pin: '0630' },
];
const ISSUER = { countryCode: 'NL', countryName: 'Netherlands', issuer: 'LARKFIELD BANK' };

type Card = (typeof CARDS)[number];

/** `compromised/bank_card_group`: skimmed, with the magnetic stripe. */
const dumped: Writer = (scene) => cardGroup(scene, { isDump: true });

/** The same collection: typed into a shop that was tampered with. */
const typed: Writer = (scene) => cardGroup(scene, { isDump: false });

function cardGroup(scene: Scene, { isDump }: { readonly isDump: boolean }) {
  const { random, at } = scene;
  const card = random.pick(CARDS);
  const event = cardEvent(scene, card, isDump);
  const { malware, threatActor } = event;
  return {
    item: {
      id: random.hex(40),
      baseName: random.chance(0.5) ? `NL_MIX_${random.between(10, 99)}` : null,
      serviceCode: isDump ? '101' : null,
      cardInfo: { type: card.type, system: card.system, issuer: ISSUER, number: card.number, bin: [binOf(card)] },
      events: [event],
      eventCount: 1,
      dateFirstSeen: utc(at, 3),
      dateLastSeen: utc(at, 3),
      dateFirstCompromised: event.dateCompromised,
      dateLastCompromised: event.dateCompromised,
      evaluation: evaluation('A2', { severity: 'red', tlp: random.chance(0.25) ? 'red' : 'amber', ttl: 90 }),
      stixGuid: null,
      silentInsert: false,
      isMasked: false,
      displayOptions: DISPLAY_OPTIONS,
      malware: malware ? [{ id: malware.id, name: malware.name }] : [],
      threatActor: [{ id: threatActor.id, name: threatActor.name }],
      source: [event.source],
      sourceId: [event.source.id],
      sourceType: [event.source.type],
    },
  };
}

/** One time that the card was seen. `isDump`: with its magnetic stripe. */
export function cardEvent({ random, draw, at }: Scene, card: Card, isDump: boolean) {
  const { name, mail } = draw.person();
  const malware = draw.malware();
  const actor = draw.criminal();
  const track = `%B${card.number}^${name.toUpperCase().replace(' ', '/')}^28091010000000000000?`;
  return {
    id: random.hex(40),
    cardInfo: {
      dump: isDump ? track : null,
      cvv: card.cvv,
      pin: card.pin,
      validThruDate: '2028-09-30',
      validThru: '09/2028',
    },
    client: { ipv4: ipv4(`203.0.113.${random.between(130, 250)}`, draw.country()), ipv6: null },
    cnc: isDump ? NO_CNC : cnc(draw.domain(), draw.address(), draw.country()),
    price: { currency: 'USD', value: String(random.between(8, 22)) },
    malware: isDump ? null : { id: malware.id, name: malware.name, stixGuid: null },
    threatActor: { id: actor.id, name: actor.name, stixGuid: null, isAPT: false },
    owner: {
      address: '4 Harbour Row',
      birthday: '1984-02-29',
      countryCode: 'NL',
      email: mail,
      name,
      region: null,
      passport: null,
      phone: '+1 555 0117',
      state: null,
      taxNumber: null,
      zip: '1000 AA',
    },
    dateCompromised: utc(at, random.between(300, 9_000)),
    dateDetected: utc(at, 3),
    source: { id: random.pick(MARKETS), type: 'Card shop', idType: 'Shop' },
    isDump,
    isExpired: false,
    oldId: null,
    externalId: '',
    track: isDump ? [track] : [],
  };
}

/** The card of an item of the story; one of the usual ones where it is none of them. */
export function cardNumbered(number: unknown, { random }: Scene): Card {
  return CARDS.find((card) => card.number === number) ?? random.pick(CARDS);
}

function binOf({ number }: Card): string {
  return number.slice(0, 6);
}

export const CARD_GROUPS: readonly Writer[] = [typed, dumped];

/** `compromised/masked_card`. */
const masked: Writer = ({ random, draw, at }) => {
  const card = random.pick(CARDS);
  const actor = draw.criminal();
  const { id, name } = draw.malware();
  return {
    item: {
      id: random.hex(40),
      baseName: `LARK_${random.between(100, 999)}`,
      cardInfo: {
        bin: [binOf(card)],
        cvv: null,
        dump: null,
        issuer: ISSUER,
        number: `${binOf(card)}XXXXXX${card.number.slice(-4)}`,
        pin: null,
        system: card.system,
        category: card.type,
        type: 'DEBIT',
        validThru: '09/28',
        validThruDate: '2028-09-30',
      },
      client: { ipv4: ipv4(`203.0.113.${random.between(130, 250)}`) },
      cnc: cnc(draw.domain(), draw.address(), draw.country()),
      dateDetected: utc(at, 3),
      dateCompromised: utc(at, random.between(300, 9_000)),
      evaluation: evaluation('A2', { severity: 'red', tlp: random.chance(0.2) ? 'red' : 'amber', ttl: 90 }),
      isDump: false,
      isExpired: false,
      isMasked: true,
      malware: { id, name, stixGuid: null },
      owner: {
        address: null,
        birthday: null,
        countryCode: 'NL',
        email: null,
        name: draw.person().name,
        passport: null,
        phone: '+1 555 0117',
        state: null,
        taxNumber: null,
        zip: '1000 AA',
        city: 'Utrecht',
      },
      price: { currency: 'USD', value: String(random.between(8, 22)) },
      sourceLink: `https://cards.evil.example/${random.hex(8)}`,
      sourceType: 'Card shop',
      threatActor: { id: actor.id, name: actor.name, stixGuid: null, isAPT: false, country: null },
      track: [],
    },
  };
};

export const MASKED_CARDS: readonly Writer[] = [masked];
