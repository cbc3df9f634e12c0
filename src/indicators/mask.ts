import type { Json } from '../domain/json.ts';
import { isCardNumber, replaceCardNumbers } from './card-number.ts';
import { accounts, authorization, codes, cookies, labelled, labelledBySentence, mask, tokens } from './secret-forms.ts';
import { indicatorsOf } from './word.ts';

export { mask } from './secret-forms.ts';

export interface Masked {
  readonly text: string;
  readonly masked: boolean;
}

/** What a card number shows as: its last four digits stay. */
export function maskedCard(digits: string): string {
  return `${mask} ${digits.slice(-4)}`;
}

/**
 * A free text without its secrets: passwords, PINs and codes next to their labels in several languages, accounts in
 * `user@host:password` lists, user information in URLs, tokens and keys by their well-known forms, private key blocks,
 * card numbers (last four digits stay) and magnetic stripes. Nothing of a secret is kept; a labelled one reaches to the
 * next blank or its closing quote. Masking again changes nothing. Mask before defanging.
 */
export function maskText(text: string): Masked {
  let out = text;
  for (let round = 0; round < maxRounds; round += 1) {
    const next = steps.reduce((now, step) => step(now), out);
    if (next === out) break;
    out = next;
  }
  return { text: out, masked: out !== text };
}

const steps = [maskKeyBlocks, maskTokens, maskCards, maskAccounts, maskLabelled];
/** A mask ends a word, which can uncover a form that the longer word hid (`cvv 123xoxb-…`). */
const maxRounds = 8;

const keyBegin = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;
const keyEnd = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/;

/** A block that was cut off is masked to the end of the text. */
function maskKeyBlocks(text: string): string {
  const [before = '', ...blocks] = text.split(keyBegin);
  return [before, ...blocks.map((block) => afterKey(block))].join(mask);
}

function afterKey(block: string): string {
  const end = keyEnd.exec(block);
  return end === null ? '' : block.slice(end.index + end[0].length);
}

function maskTokens(text: string): string {
  return tokens.reduce((now, form) => now.replaceAll(form, mask), text);
}

function maskCards(text: string): string {
  const withoutStripes = text.replaceAll(codes.stripe, mask);
  return replaceCardNumbers(withoutStripes, maskedCard).replaceAll(codes.afterCard, mask);
}

function maskAccounts(text: string): string {
  return maskAfterEmails(text)
    .replaceAll(accounts.afterUrl, `$1${mask}`)
    .replaceAll(accounts.afterPort, `$1${mask}`)
    .replaceAll(accounts.inUrl, `$1${mask}`);
}

function maskAfterEmails(text: string): string {
  return text.replaceAll(
    accounts.afterEmail,
    (_, before: string, value: string) => before + (/[;|]\s*$/.test(before) ? maskAfterPeople(value) : mask),
  );
}

/** `a@acme.example;b@acme.example` is a list of people, not of passwords: what follows the last of them is one. */
function maskAfterPeople(value: string): string {
  const parts = value.split(/([;|,])/);
  const end = parts.findIndex((part, index) => index % 2 === 0 && part !== '' && !beginsWithEmail(part));
  const people = parts.slice(0, end === -1 ? undefined : end).map(maskAfterEmails);
  return people.join('') + (end === -1 ? '' : mask);
}

function beginsWithEmail(text: string): boolean {
  return indicatorsOf(text)[0]?.indicator.kind === 'email';
}

function maskLabelled(text: string): string {
  return text
    .replaceAll(authorization, `$1${mask}`)
    .replaceAll(cookies, `$1${mask}`)
    .replaceAll(labelled, (_, label: string, value: string) => `${label}${maskQuoted(value)}`)
    .replaceAll(labelledBySentence, `$1${mask}`)
    .replaceAll(codes.labelled, `$1${mask}`);
}

/** Quotes stay, so that what follows them is not taken for a part of the value the next time. */
function maskQuoted(value: string): string {
  const quote = value.charAt(0);
  return value.length > 1 && `"'\``.includes(quote) && value.endsWith(quote) ? `${quote}${mask}${quote}` : mask;
}

/** Names whose end says that they hold a secret, written without case, blanks and punctuation. */
const secretEnds =
  /(?:password|passwd|passwort|passphrase|passcode|pwd|secret|secretkey|token|apikey|accesskey|privatekey|authorization|cookies?|sessionid|cvv2?|cvc2?|pincode|pinnumber|cardnumber|parola|sifre|contrasena|contraseña|senha|пароль|track[12]?|otp)(?:s|\d|hash|plain|plaintext|value)?$/;
/** Short names that mean something else inside longer ones. */
const secretNames: ReadonlySet<string> = new Set(['pass', 'pin', 'pan', 'pw', 'psw', 'jwt', 'bearer']);

const alreadyMasked = new RegExp(`^${mask}(?: \\d{4})?$`);
/** Deeper than any vendor's record; a hostile one must not exhaust the stack. */
const maxDepth = 64;

/**
 * A record without its secrets: every text and number under a field whose name says so (`password`, `apiKey`, `cvv`,
 * `pin`, `cardNumber`, `track2`, …), and what `maskText` finds in any other text; a card number keeps its last four
 * digits. Flags and nulls stay; what lies deeper than 64 levels is masked whole. The input is not changed.
 */
export function maskJson(record: Json | object): Json {
  return maskValue(record, { depth: 0, named: false });
}

interface Place {
  readonly depth: number;
  /** Whether a field above is named as a secret. */
  readonly named: boolean;
}

function maskValue(value: unknown, { depth, named }: Place): Json {
  if (typeof value === 'string' || typeof value === 'number') return maskLeaf(value, named);
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  if (depth === maxDepth) return mask;
  if (Array.isArray(value)) return value.map((one) => maskValue(one, { depth: depth + 1, named }));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([name, field]) => [name, maskValue(field, { depth: depth + 1, named: named || namesSecret(name) })]),
  );
}

function namesSecret(name: string): boolean {
  const bare = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return secretNames.has(bare) || secretEnds.test(bare);
}

/** The object or list that a text is the JSON of; absent for any other text. */
function jsonInside(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function maskLeaf(value: string | number, named: boolean): Json {
  const text = String(value);
  // Masking a JSON text as plain text could take a quote or a bracket with the secret.
  const inside = named ? undefined : jsonInside(text);
  if (inside !== undefined) return JSON.stringify(maskValue(inside, { depth: 0, named: false }));
  if (isCardNumber(text.replaceAll(/[ -]/g, ''))) return maskedCard(text.replaceAll(/[ -]/g, ''));
  if (!named) return typeof value === 'number' ? value : maskText(value).text;
  return text === '' || alreadyMasked.test(text) ? value : mask;
}
