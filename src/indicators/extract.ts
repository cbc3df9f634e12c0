import { indicatorId } from '../domain/indicator.ts';
import type { Indicator } from '../domain/indicator.ts';
import { dropInvisible, refang, unlink } from './refang.ts';
import { classifyUrl, urlStart } from './url.ts';
import { indicatorsOf } from './word.ts';

const maxIndicators = 200;

const chunks = /[^\s<>"`|]+/g;
const words = /(?:[\p{L}\p{N}\p{M}_.:@%+/\-[\]]|(?<=\p{L})'(?=\p{L}{1,64}@))+/gu;
const versionCue = /^(?:v|ver|versions?|release|build|firmware|rev|revision|update|upgrade|patch)$/i;
const versionLink = /^(?:and|or|to|through|until|before|prior)$/i;

/**
 * Every indicator of a free text, fanged and normalised, each once, in order of appearance, at most 200. A URL's host
 * and an e-mail's domain are not named again by themselves.
 *
 * Never guesses: a bare name that ends like a file (`invoice.zip`, `install.sh`), an address after the word `version`
 * and a range (`192.0.2.0/24`) are left out; written defanged (`invoice[.]zip`), after `www.` or in a URL they count.
 * A name is taken whole or not at all, so a homograph comes out in punycode and never as its Latin rest.
 */
export function extractIndicators(text: string): readonly Indicator[] {
  const found = new Map<string, Indicator>();
  for (const indicator of scan(dropInvisible(unlink(text)))) {
    const id = indicatorId(indicator);
    if (!found.has(id)) found.set(id, indicator);
    if (found.size === maxIndicators) break;
  }
  return [...found.values()];
}

function* scan(text: string): Generator<Indicator> {
  let afterVersion = false;
  for (const [raw] of text.matchAll(chunks)) {
    const chunk = refang(raw);
    const start = urlStart(chunk);
    for (const [word] of (start < 0 ? chunk : chunk.slice(0, start)).matchAll(words)) {
      yield* sure(indicatorsOf(word), { defanged: chunk !== raw, afterVersion });
      afterVersion = namesVersion(word, afterVersion);
    }
    if (start >= 0) yield* urlsOf(chunk.slice(start));
  }
}

function* sure(
  found: ReturnType<typeof indicatorsOf>,
  { defanged, afterVersion }: { readonly defanged: boolean; readonly afterVersion: boolean },
): Generator<Indicator> {
  for (const { indicator, doubtful } of found) {
    const isVersion = afterVersion && indicator.kind === 'ip' && !indicator.value.includes(':');
    if (defanged || !(doubtful || isVersion)) yield indicator;
  }
}

/** Whether a number with dots after `word` would be a version: after the cue itself, and on through a list of them. */
function namesVersion(word: string, before: boolean): boolean {
  if (word.length > 30) return false;
  const bare = word.replaceAll(/[^\p{L}\p{N}]+$/gu, '');
  return versionCue.test(bare) || (before && (versionLink.test(bare) || /^v?[\d.]+$/.test(bare)));
}

/** A list such as `http://a.example,http://b.example` holds several. */
function* urlsOf(text: string): Generator<Indicator> {
  for (const one of text.split(/[,;](?=(?:https?|ftps?):\/\/)/i)) {
    const url = classifyUrl(one);
    if (url !== undefined) yield url;
  }
}
