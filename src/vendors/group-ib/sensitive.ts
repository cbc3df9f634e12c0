import type { Json, JsonObject } from '../../domain/json.ts';
import { mask } from '../../indicators/secret-forms.ts';
import type { Kind } from './collection.ts';
import { isList, isObject } from './json-path.ts';
import { isWallet } from './kinds/cards.ts';
import { kinds } from './kinds/index.ts';

/** One scalar of a record. */
export interface Leaf {
  /** Dotted, with list indexes: `events[0].client.ipv4.ip`. */
  readonly place: string;
  readonly text: string;
  readonly sensitive: boolean;
}

/**
 * Whether what stands at a path is a password, card data or personal data of a victim. `path` is dotted, without list
 * indexes. This is the one place that decides; facts, tables and the view of the whole record ask it.
 */
export function isSensitive(kind: Kind, path: string, record: JsonObject): boolean {
  return sensitivePathsOf(kind, record).some((one) => isAt(path, one));
}

/** Where a record of a kind is sensitive; all below these paths is. */
export function sensitivePathsOf(kind: Kind, record: JsonObject): readonly string[] {
  const { sensitive } = kinds[kind];
  return kind === 'payment-detail' && !isWallet(record) ? ['value', ...sensitive] : sensitive;
}

function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`);
}

/** Everything in a record, in its order: what a card has no room for is reached through these. Nulls are left out. */
export function leavesOf(kind: Kind, record: JsonObject): readonly Leaf[] {
  return [...leavesIn(record, { place: '', path: '' })].map(({ place, path, text }) => ({
    place,
    text,
    sensitive: isSensitive(kind, path, record),
  }));
}

interface At {
  readonly place: string;
  readonly path: string;
}

function* leavesIn(value: Json | undefined, { place, path }: At): Generator<At & { readonly text: string }> {
  if (value === undefined || value === null || value === '') return;
  if (isList(value)) {
    for (const [index, one] of value.entries()) yield* leavesIn(one, { place: `${place}[${index}]`, path });
    return;
  }
  if (!isObject(value)) {
    yield { place, path, text: String(value) };
    return;
  }
  for (const [name, one] of Object.entries(value))
    yield* leavesIn(one, { place: dot(place, name), path: dot(path, name) });
}

function dot(before: string, name: string): string {
  return before === '' ? name : `${before}.${name}`;
}

/** Parts of personal data that many records share, and that say nothing by themselves. */
const common = /\.(?:countryCode|country|region|state|city|zip|type|source)$/;
const shortest = 4;

/** Takes what is sensitive in a record out of texts made of its other fields: a login that is the password, too. */
export function withoutSecrets(kind: Kind, record: JsonObject): (text: string) => string {
  const secrets = leavesOf(kind, record)
    .filter(({ sensitive, place, text }) => sensitive && !common.test(place) && text.trim().length >= shortest)
    .map(({ text }) => text.trim())
    .toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, one) => rest.replaceAll(one, mask), text);
}
