import type { Fact } from '../../domain/incident.ts';
import { defangText } from '../../indicators/defang.ts';
import { mask, maskText } from '../../indicators/mask.ts';

// C0 and C1 controls except newline; DEL included.
// oxlint-disable-next-line no-control-regex -- removing control characters is what it is for
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g;
// Marks and embeddings that reorder text, zero-width characters, invisible tags and annotation anchors.
const invisible =
  /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const zeroWidthSpace = '\u200B';
const blank = '–';

/**
 * Text without what a reader cannot see: controls, bidirectional overrides, zero-width characters, lone surrogates. Long
 * runs of newlines and combining marks are collapsed. Nothing is escaped, defanged or masked.
 */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(controls, '')
    .replace(invisible, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .replace(/\n[ ]*\n(?:[ ]*\n)+/g, '\n\n')
    .trim();
}

/** How many Unicode code points a text has: what Slack counts. */
export function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** At most `max` code points; an ellipsis takes the place of what was cut. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = Array.from(text.slice(0, max * 2 + 2));
  if (points.length <= max) return text;
  return `${points.slice(0, max - 1).join('')}…`;
}

/** Vendor text made harmless to read: cleaned, secrets masked, links and indicators defanged. Not escaped yet. */
function safeText(text: string): string {
  return defangText(maskText(clean(text)).text);
}

/** Whether showing `text` hides a secret that `Reveal` would show. */
export function hidesSecret(text: string): boolean {
  return maskText(clean(short(text, 5000))).masked;
}

/**
 * Vendor text for `mrkdwn`: at most `max` code points after escaping, never empty. Cannot mention, link, format or end
 * a construct around it.
 */
export function mrkdwn(text: string, max: number): string {
  return escaped(neutralised(oneIfBlank(safeText(short(text, max)))), max);
}

/** Like `mrkdwn`, in one line. */
export function mrkdwnLine(text: string, max: number): string {
  return escaped(neutralised(oneIfBlank(oneLine(safeText(short(text, max))))), max);
}

/** Vendor text for `plain_text`, in one line: at most `max` code points after escaping, never empty. */
export function plain(text: string, max: number): string {
  return escaped(oneIfBlank(oneLine(safeText(short(text, max)))), max);
}

/** Vendor text for rich text and table cells, where Slack parses nothing: at most `max` code points, never empty. */
export function literal(text: string, max: number): string {
  return cut(oneIfBlank(withoutTokens(safeText(short(text, max)))), max);
}

/** Like `literal`, in one line. */
export function literalLine(text: string, max: number): string {
  return cut(oneIfBlank(withoutTokens(oneLine(safeText(short(text, max))))), max);
}

/** A labelled value for `literalLine`: masked as `label: value`, since a bare password gives itself away to nobody. */
export function factValue(label: string, value: string, max: number): string {
  return hidesFact(label, value) ? literalLine(maskedFact(label, value), max) : literalLine(value, max);
}

/** A fact's value for `literalLine`: masked whole where its vendor calls it sensitive. */
export function factText({ label, value, sensitive }: Fact, max: number): string {
  return sensitive === true ? mask : factValue(label, value, max);
}

/** Whether showing a fact hides a secret. */
export function hidesInFact({ label, value, sensitive }: Fact): boolean {
  return (sensitive === true && clean(value) !== '') || hidesFact(label, value);
}

/** Whether showing `value` under `label` hides a secret. */
export function hidesFact(label: string, value: string): boolean {
  return maskText(`${clean(short(label, 100))}: ${clean(short(value, 1000))}`).masked;
}

// A labelled secret is masked up to its first blank; under a label of its own, all of the value is the secret.
function maskedFact(label: string, value: string): string {
  const name = `${clean(short(label, 100))}: `;
  const shown = clean(short(value, 1000));
  const alone = maskText(shown).text;
  return maskText(`${name}${shown}`).text === `${name}${alone}` ? alone : mask;
}

/** A command to copy: secrets masked, else as it is; for code, where nothing links. */
export function codeText(text: string, max: number): string {
  return verbatim(maskText(clean(short(text, max))).text, max);
}

/** Text shown as it is (a value revealed, an indicator defanged before): cleaned and cut only. */
export function verbatim(text: string, max: number): string {
  return cut(oneIfBlank(withoutTokens(clean(short(text, max)))), max);
}

/** A link of `mrkdwn`, or its label alone where the URL is not http(s) or too long to stay whole. */
export function linkTo(url: string, label: string): string {
  const text = mrkdwnLine(label, 200).replaceAll('|', '¦');
  const target = httpUrl(url);
  return target === undefined ? text : `<${target}|${text}>`;
}

/** An http(s) URL that cannot leave a link early; absent where it is none or longer than 2,000 characters. */
export function httpUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href, username, password } = new URL(url);
  if ((protocol !== 'https:' && protocol !== 'http:') || username !== '' || password !== '') return undefined;
  const encoded = href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('&', '&amp;');
  return encoded.length > 2000 ? undefined : encoded;
}

const entities: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escaped(text: string, max: number): string {
  const pieces: string[] = [];
  let length = 0;
  let fitting = 0;
  for (const point of text) {
    const piece = entities[point] ?? point;
    length += piece.length > 1 && piece.startsWith('&') ? piece.length : 1;
    if (length > max) return `${pieces.slice(0, fitting).join('')}…`;
    pieces.push(piece);
    if (length < max) fitting = pieces.length;
  }
  return pieces.join('');
}

// Slack has no escape for its formatting characters; a zero-width space keeps them from pairing up. An underscore
// inside a word formats nothing and stays as it is, so that host and file names can be copied.
function neutralised(text: string): string {
  return text
    .replace(/[*~`]/g, (mark) => `${zeroWidthSpace}${mark}${zeroWidthSpace}`)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, `${zeroWidthSpace}_${zeroWidthSpace}`)
    .replace(/^([>•])/gmu, `${zeroWidthSpace}$1`)
    .replace(/:(?=[a-z+-][\w+-]*:)/g, `:${zeroWidthSpace}`)
    .replace(/@(?=here|channel|everyone)/gi, `@${zeroWidthSpace}`);
}

// Nothing is parsed in rich text; a copy of it elsewhere might be.
function withoutTokens(text: string): string {
  return text.replace(/<(?=[!@#])/g, `<${zeroWidthSpace}`);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/ {2,}/g, ' ');
}

function oneIfBlank(text: string): string {
  return text.trim() === '' ? blank : text;
}

// Bounds the work on a hostile megabyte. Far enough behind the cut that no half of a secret comes into sight.
function short(text: string, max: number): string {
  return text.length > max * 4 + 2000 ? text.slice(0, max * 4 + 2000) : text;
}
