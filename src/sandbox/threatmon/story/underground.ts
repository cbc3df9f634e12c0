import { COMPANY, DOMAIN, MARKETS, PASSWORDS, SELLERS, STAFF } from '../../story/company.ts';
import { minutesBefore } from '../../story/cast.ts';
import type { Writer } from './scene.ts';
import { quotation } from '../../story/verbatim.ts';

/** Numbers that payment processors publish for tests. */
const TEST_CARDS = [
  '4111 1111 1111 1111 | 09/28 | CVV 737 | J. LIND',
  '5555 5555 5555 4444 | 01/29 | CVV 120 | A. OKAFOR',
  '4012888888881881|12|2027|408|MATEO RUIZ',
  '5105105105105100;0630;PIN 4821;C MARCHETTI',
];

const cards: Writer = ({ random, draw }) => {
  const price = random.between(8, 22);
  const market = random.pick(MARKETS);
  return {
    severity: 'High',
    description:
      `${random.pick(SELLERS)} offers "LARKFIELD ${random.between(2, 19)}00 pcs, NON VBV, valid ${random.between(71, 93)}%" at ${market} for ${price} USDT a card, escrow accepted. ` +
      'The first digits belong to the debit range of the bank. Two records are shown as proof:\n\n' +
      `${random.shuffled(TEST_CARDS).slice(0, 2).join('\n')}\n\n` +
      'Both cards were issued within the last two months, so the source is recent. Recommended: have card services look for a common point of purchase before the rest is sold.' +
      quotation('Text of the listing:', draw.quote.advertisement()),
    extra: { source: market, price: `${price} USDT`, tags: ['cards', 'cvv'] },
  };
};

const accessForSale: Writer = ({ random, draw }) => {
  const asset = draw.asset();
  return {
    severity: 'Critical',
    description:
      `An access broker (${random.pick(SELLERS)}, ${random.between(12, 60)} completed sales) auctions "VPN + domain user, bank, EU, revenue 400M". Start ${random.between(2, 6)},000 USD, blitz ${random.between(9, 15)},000. ` +
      `Revenue, number of hosts and the make of the end-point protection fit ${COMPANY}; a screenshot shows a command prompt on a host named like ${asset.host}. ` +
      'Not proven to be you. Recommended: end all remote sessions, require a new second factor, look for sign-ins by two users from one address.' +
      quotation('The post in the original:', draw.quote.advertisement()),
    extra: { source: random.pick(MARKETS), assetName: asset.host, confidence: random.between(55, 80) },
  };
};

const customerData: Writer = ({ random, draw }) => ({
  severity: 'Medium',
  description:
    `${random.pick(SELLERS)} claims ${random.between(11, 90)},000 records "from Larkfield CRM" with name, date of birth and telephone number. ` +
    'The twenty sample rows do not match the format of the bank; four of them are found word for word in an older leak of a loyalty programme. Probably repackaged. ' +
    `Sample file SHA-1 ${draw.sample().sha1}.` +
    quotation('Text of the listing:', draw.quote.advertisement()),
  extra: { source: random.pick(MARKETS), confidence: 35 },
});

/** `Black Market Listing Detected`. */
export const BLACK_MARKET: readonly Writer[] = [cards, accessForSale, customerData];

const combinationList: Writer = ({ random, draw }) => {
  const people = random.shuffled(STAFF).slice(0, random.between(2, 5));
  const lines = people.map(({ mail }) => `${mail}:${random.pick(PASSWORDS)}`);
  return {
    severity: 'High',
    description:
      `${lines.length} addresses @${DOMAIN} stand in a list of address and password pairs passed around at ${random.pick(MARKETS)} (${random.between(3, 40)} million lines, MD5 of the file ${draw.sample().md5}). ` +
      `None of these pairs was in the lists known so far.\n\n${lines.join('\n')}\n\n` +
      'The passwords look personal rather than issued; expect them to be tried against VPN and mail. Recommended: reset, end sessions, check sign-ins of the last 14 days.',
    extra: { source: 'Credential lists', affected: people.map(({ mail }) => mail), assignee: 'identity-team' },
  };
};

const oldBreach: Writer = ({ random, draw }) => {
  const service = random.pick([
    'a travel forum',
    'a photo printing service',
    'a running club',
    'an online course provider',
  ]);
  return {
    severity: 'Low',
    description:
      `${draw.person().mail} appears in the data of ${service} that was broken into in ${random.between(2017, 2022)} and published again this week. ` +
      `The password is stored as a salted hash ($2y$10$${random.hex(12)}...), not in clear. No action unless the same password was used at work.`,
    extra: { source: 'Credential lists' },
  };
};

const paste: Writer = (scene) => {
  const { random, draw } = scene;
  const person = draw.person();
  return {
    severity: 'Medium',
    description:
      `A paste published ${minutesBefore(scene, random.between(10, 200))} contains a note that looks like a hand-over between two members of staff:\n\n` +
      `"portal test account, user: ${person.mail} password: ${random.pick(PASSWORDS)} - please change after the demo"\n\n` +
      'The paste was removed by its author after 40 minutes, with 13 views. Recommended: disable the test account, find out whether it reaches production.',
    extra: { source: 'Paste sites', url: `https://paste.example/${random.hex(8)}`, assignee: null },
  };
};

/** `Leaked Credential Detected`. */
export const LEAKED_CREDENTIAL: readonly Writer[] = [combinationList, paste, oldBreach];
