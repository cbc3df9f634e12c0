import type { Random } from '../random.ts';
import type { CveRecord } from '../wire.ts';
import { type Asset, ASSETS, type Person, STAFF } from './company.ts';
import { createDeck, HOMOGLYPHS, type Infrastructure, type Sample } from './infrastructure.ts';
import { type Occasion, QUOTES } from './verbatim.ts';

/** What a writer of alarms works with: chance, the cast, and the hour. */
export interface Scene {
  readonly random: Random;
  readonly draw: Cast;
  /** When the alarm is raised. */
  readonly at: Date;
}

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
  /** One that is serious and known to be used. */
  readonly cve: () => CveRecord;
}

/** What a writer hands back; the story adds code, status and date. */
interface Draft {
  readonly severity: 'Information' | 'Low' | 'Medium' | 'High' | 'Critical';
  readonly description: string;
  /** Fields that the contract does not name. */
  readonly extra?: { readonly [field: string]: unknown };
}

export type Writer = (scene: Scene) => Draft;

/** The cast of one story. */
export function createCast(random: Random, infrastructure: Infrastructure, cves: readonly CveRecord[]): Cast {
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
    cve: createDeck(random, cves),
  };
}

/** `2026-08-03 06:12 UTC`, so many minutes before the alarm. */
export function minutesBefore({ at }: Scene, minutes: number): string {
  const text = new Date(at.getTime() - minutes * 60_000).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
