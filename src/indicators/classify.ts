import type { Indicator } from '../domain/indicator.ts';
import { dropInvisible, refang, unlink } from './refang.ts';
import { classifyUrl, urlStart } from './url.ts';
import { indicatorsOf } from './word.ts';

const oneWord = /^[\p{L}\p{N}\p{M}_.:@%+/\-[\]']+$/u;

/** Room for the longest URL twice, as Slack writes a link and its label. */
const maxLength = 10_000;

/**
 * The indicator that a person or a feed wrote as one word, fanged or defanged, as Slack linked it or bare; a port and
 * the path of a bare host are dropped. Absent where the word is none. Here `invoice.zip` is a domain: it was asked for.
 */
export function classifyIndicator(text: string): Indicator | undefined {
  if (text.length > maxLength) return undefined;
  const word = refang(dropInvisible(unlink(text)))
    .trim()
    .replaceAll(/^[<("'`]+|[>)"'`,;]+$/g, '');
  if (/\s/.test(word)) return undefined;
  if (urlStart(word) === 0) return classifyUrl(word);
  const found = oneWord.test(word) ? indicatorsOf(word) : [];
  return found.length === 1 ? found[0]?.indicator : undefined;
}
