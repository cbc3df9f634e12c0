import { textAt, textsAt } from '../json-path.ts';
import { cncIndicators, field, joined, lastFour, namedThings, none, table } from './kind.ts';
import type { KindSpec } from './kind.ts';
import type { JsonObject } from '../../../domain/json.ts';

const cardData = ['cardInfo.number', 'cardInfo.cvv', 'cardInfo.dump', 'cardInfo.pin', 'cardInfo.validThru'];

/** The network, what of the number may be told, and who issued it. */
function cardName(record: JsonObject): string | undefined {
  const four = lastFour(textAt(record, 'cardInfo.number'));
  const bin = textAt(record, 'cardInfo.bin');
  const ending = four === undefined ? bin && `BIN ${bin}` : `ending in ${four}`;
  return joined(', ', joined(' ', textAt(record, 'cardInfo.system'), 'card', ending), issuerOf(record));
}

function issuerOf(record: JsonObject): string | undefined {
  return textAt(record, 'cardInfo.issuer.issuer');
}

const card = [
  field('Payment system', 'cardInfo.system'),
  field('Issuer', 'cardInfo.issuer.issuer'),
  field('Issuer country', 'cardInfo.issuer.countryCode'),
  field('Card type', 'cardInfo.type'),
  field('BIN', 'cardInfo.bin'),
  field('Card number', 'cardInfo.number'),
];

/** A bank card with all events in which it was seen. Source: CONTRACT.md §5.2. */
export const cardGroup: KindSpec = {
  name: cardName,
  description: none,
  facts: [
    ...card,
    field('Events', 'eventCount'),
    field('First compromised', 'dateFirstCompromised', 'date'),
    field('Last compromised', 'dateLastCompromised', 'date'),
    field('First seen', 'dateFirstSeen', 'date'),
    field('Last seen', 'dateLastSeen', 'date'),
    field('Malware', 'malware.name'),
    field('Threat actor', 'threatActor.name'),
    field('Source type', 'sourceType'),
    field('Source', 'sourceId'),
    field('Base', 'baseName'),
    field('Service code', 'serviceCode'),
    field('Masked', 'isMasked'),
  ],
  tables: [
    table('Compromised events', 'events', [
      field('Compromised', 'dateCompromised', 'date'),
      field('Detected', 'dateDetected', 'date'),
      field('Client IP', 'client.ipv4.ip'),
      field('CNC', 'cnc.cnc'),
      field('CNC IP', 'cnc.ipv4.ip'),
      field('Threat actor', 'threatActor.name'),
      field('Malware', 'malware.name'),
      field('Source', 'source.id'),
      field('Expired', 'isExpired'),
      field('CVV', 'cardInfo.cvv'),
      field('Valid thru', 'cardInfo.validThru'),
      field('PIN', 'cardInfo.pin'),
      field('Victim name', 'owner.name'),
      field('Victim phone', 'owner.phone'),
    ]),
    table('Malware', 'malware', namedThings),
    table('Threat actors', 'threatActor', namedThings),
  ],
  indicators: cncIndicators('events.cnc'),
  assets: ['cardInfo.issuer.issuer'],
  tags: ['malware.name', 'threatActor.name', 'sourceType'],
  sensitive: [...cardData, 'events.cardInfo', 'events.owner', 'events.track', 'events.client.person'],
};

/** One card that its finder masked, offered for sale. Source: CONTRACT.md §5.3. */
export const maskedCard: KindSpec = {
  name: cardName,
  description: none,
  facts: [
    ...card,
    field('Category', 'cardInfo.category'),
    field('Source type', 'sourceType'),
    field('Detected', 'dateDetected', 'date'),
    field('Compromised', 'dateCompromised', 'date'),
    field('Malware', 'malware.name'),
    field('Threat actor', 'threatActor.name'),
    field('CNC', 'cnc.cnc'),
    field('Expired', 'isExpired'),
    field('Dump', 'isDump'),
    field('Masked', 'isMasked'),
    field('Price', 'price.value'),
    field('Currency', 'price.currency'),
    field('Base', 'baseName'),
    field('Source link', 'sourceLink'),
    field('Client IP', 'client.ipv4.ip'),
    field('Client country', 'client.ipv4.countryName'),
    field('Threat actor country', 'threatActor.country'),
    field('Valid thru', 'cardInfo.validThru'),
    field('CVV', 'cardInfo.cvv'),
    field('PIN', 'cardInfo.pin'),
    field('Card dump', 'cardInfo.dump'),
    field('Track', 'track'),
  ],
  tables: [
    table('CNC', 'cnc', [
      field('CNC', 'cnc'),
      field('Domain', 'domain'),
      field('URL', 'url'),
      field('IP', 'ipv4.ip'),
      field('ASN', 'ipv4.asn'),
      field('Country', 'ipv4.countryName'),
      field('Region', 'ipv4.region'),
      field('Provider', 'ipv4.provider'),
    ]),
    table('Owner', 'owner', [
      field('Name', 'name'),
      field('E-mail', 'email'),
      field('Phone', 'phone'),
      field('Address', 'address'),
      field('City', 'city'),
      field('Country', 'countryCode'),
    ]),
  ],
  indicators: cncIndicators('cnc'),
  assets: ['cardInfo.issuer.issuer'],
  tags: ['malware.name', 'threatActor.name', 'sourceType'],
  sensitive: [...cardData, 'cardInfo.validThruDate', 'owner', 'track'],
};

const wallet = /wallet|crypto/i;

/** Whether what it is paid with may be told: a wallet names nobody, a card or a phone does. */
export function isWallet(record: JsonObject): boolean {
  return textsAt(record, 'type').some((type) => wallet.test(type));
}

/** A wallet, card or phone that criminals are paid with. Source: CONTRACT.md §5.6. */
export const paymentDetail: KindSpec = {
  name: (record) => {
    const value = textAt(record, 'value.value');
    const four = lastFour(value);
    const told = isWallet(record) ? value : four && `ending in ${four}`;
    return joined(' ', textAt(record, 'type') ?? 'Payment data', told);
  },
  description: none,
  facts: [
    field('Payment type', 'type'),
    field('Value', 'value.value'),
    field('Service type', 'serviceType'),
    field('Illegal score', 'illegalScore'),
    field('Owner', 'ownerName'),
    field('First seen', 'firstSeenAt', 'date'),
    field('Last seen', 'lastSeenAt', 'date'),
    field('Created', 'createdAt', 'date'),
    field('Malware', 'malware.name'),
    field('Threat actor', 'threatActor.name'),
    field('Events', 'events', 'count'),
  ],
  tables: [
    table('Events', 'events', [
      field('Compromised', 'compromisedAt', 'date'),
      field('Detected', 'detectedAt', 'date'),
      field('Source', 'source.name'),
      field('Source type', 'source.type'),
      field('Illegal score', 'illegalScore'),
      field('Malware', 'malware.name'),
      field('Threat actor', 'threatActor.name'),
    ]),
    table('Sources', 'sources', [field('Name', 'name'), field('Type', 'type')]),
    table('Malware', 'malware', namedThings),
    table('Threat actors', 'threatActor', namedThings),
  ],
  indicators: [],
  assets: [],
  tags: ['serviceType', 'malware.name', 'threatActor.name', 'sources.type'],
  sensitive: ['ownerName'],
};
