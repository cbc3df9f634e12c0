/** Issuer ranges by first digits, with the lengths they use. Wide where an issuer's own range is. */
const issuers: readonly { readonly prefix: RegExp; readonly lengths: readonly number[] }[] = [
  { prefix: /^4/, lengths: [13, 16, 19] },
  { prefix: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { prefix: /^3[47]/, lengths: [15] },
  { prefix: /^(?:6011|64[4-9]|65|62|81)/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:30[0-5]|3095|36|38|39)/, lengths: [14, 15, 16, 17, 18, 19] },
  { prefix: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:220[0-4]|9792)/, lengths: [16, 17, 18, 19] },
  { prefix: /^(?:50|5[6-9]|6[0-9])/, lengths: [13, 14, 15, 16, 17, 18, 19] },
];

/** Digit groups with one blank or hyphen between them. */
const digitRun = /(?<![\p{L}\p{N}])\d+(?:[ \-\u00A0]\d+)*(?![\p{L}\p{N}])/gu;
const maxGroups = 7;

/** Whether 13 to 19 digits are a payment card's number: an issuer's range and the Luhn check. */
export function isCardNumber(digits: string): boolean {
  return issuers.some(({ prefix, lengths }) => lengths.includes(digits.length) && prefix.test(digits)) && luhn(digits);
}

/** Replaces every card number in a text, in one piece or in groups, by what `replacement` makes of its digits. */
export function replaceCardNumbers(text: string, replacement: (digits: string) => string): string {
  return text.replaceAll(digitRun, (run) => (run.length < 13 ? run : replaceInRun(run, replacement)));
}

function replaceInRun(run: string, replacement: (digits: string) => string): string {
  const pieces = run.split(/([ \-\u00A0])/);
  const out: string[] = [];
  for (let at = 0; at < pieces.length;) {
    const length = cardLength(pieces, at);
    const digits = pieces.slice(at, at + length).filter((_, index) => index % 2 === 0);
    out.push(length === 0 ? (pieces[at] ?? '') : replacement(digits.join('')));
    at += Math.max(1, length);
  }
  return out.join('');
}

/** How many pieces (groups and what is between them) from `start` on make a card number; 0 where none does. */
function cardLength(pieces: readonly string[], start: number): number {
  if (start % 2 === 1) return 0;
  let digits = '';
  for (let at = start; at < Math.min(pieces.length, start + 2 * maxGroups) && digits.length <= 19; at += 2) {
    digits += pieces[at] ?? '';
    if (isCardNumber(digits)) return at - start + 1;
  }
  return 0;
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let fromEnd = 0; fromEnd < digits.length; fromEnd += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - fromEnd));
    const doubled = digit * 2;
    sum += fromEnd % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
