import { createDeck, type Random } from '../simulator/random.ts';
import { type Asset, ASSETS, type Person, STAFF } from './company.ts';
import { HOMOGLYPHS, type Infrastructure, type Sample } from './infrastructure.ts';
import { type Occasion, QUOTES } from './verbatim.ts';

/** Who and what a finding can be about, each drawn like from a deck of cards. */
export interface Cast {
  readonly domain: () => string;
  readonly address: () => string;
  readonly addressV6: () => string;
  readonly sample: () => Sample;
  readonly homoglyph: () => (typeof HOMOGLYPHS)[number];
  readonly asset: () => Asset;
  readonly person: () => Person;
  /** What strangers wrote on such an occasion. */
  readonly quote: { readonly [occasion in Occasion]: () => string };
}

/** The cast of one story. */
export function createCast(random: Random, infrastructure: Infrastructure): Cast {
  return {
    domain: createDeck(random, infrastructure.domains),
    address: createDeck(random, infrastructure.addresses),
    addressV6: createDeck(random, infrastructure.addressesV6),
    sample: createDeck(random, infrastructure.samples),
    homoglyph: createDeck(random, HOMOGLYPHS),
    asset: createDeck(random, ASSETS),
    person: createDeck(random, STAFF),
    quote: {
      advertisement: createDeck<string>(random, QUOTES.advertisement),
      post: createDeck<string>(random, QUOTES.post),
      message: createDeck<string>(random, QUOTES.message),
      statement: createDeck<string>(random, QUOTES.statement),
    },
  };
}

/** `2026-08-03 06:12 UTC`, so many minutes before the finding. */
export function minutesBefore({ at }: { readonly at: Date }, minutes: number): string {
  const text = new Date(at.getTime() - minutes * 60_000).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
