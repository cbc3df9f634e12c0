import type { Random } from '../../simulator/random.ts';
import type { Cast } from '../../story/cast.ts';
import { ASSETS, DOMAIN } from '../../story/company.ts';
import type { Picture } from '../../story/pictures.ts';
import type { AssetRecord } from '../wire.ts';

/** What a writer of alerts works with: chance, the cast, and the hour. */
export interface Scene {
  readonly random: Random;
  readonly draw: Cast;
  /** One that is in the vendor's list, with the product that it is about. */
  readonly cve: () => { readonly id: string; readonly product: string };
  /** When the alert is found. */
  readonly at: Date;
}

/** What a writer hands back; the story adds type, sub-type, ids and dates. */
export interface Finding {
  readonly severity: 'High' | 'Medium' | 'Low';
  readonly title: string;
  readonly text: string;
  readonly source: Source;
  /** The company's domain unless given. */
  readonly assets?: readonly AssetRecord[];
  readonly iocs?: readonly string[];
  readonly csv?: string;
  readonly picture?: Picture;
  readonly tag?: string;
}

interface Source {
  readonly Type: string;
  readonly NetworkType: 'ClearWeb' | 'DarkWeb';
  readonly URL: string | null;
}

export type Writer = (scene: Scene) => Finding;

/** Writers by sub-type. */
export type Writers = { readonly [subType: string]: Writer };

/** A source that everybody can reach. */
export function clear(Type: string, URL: string | null = null): Source {
  return { Type, NetworkType: 'ClearWeb', URL };
}

/** A source that not everybody can reach. */
export function dark(Type: string, URL: string | null = null): Source {
  return { Type, NetworkType: 'DarkWeb', URL };
}

/** One of the company's hosts as assets of the account. */
export function hostAssets({ host, address }: (typeof ASSETS)[number]): readonly AssetRecord[] {
  return [asset('Domains', host), asset('IpAddresses', address)];
}

/** The company's domain as an asset of the account. */
export const OWN_DOMAIN: readonly AssetRecord[] = [asset('Domains', DOMAIN)];

/** An asset of the account. */
export function asset(Type: string, Value: string): AssetRecord {
  return { Type, Value };
}

/** Rows as the vendor writes them into a file: a heading and values, without quotes. */
export function table(separator: ',' | '\t', rows: readonly (readonly (string | number)[])[]): string {
  return `${rows.map((row) => row.join(separator)).join('\n')}\n`;
}
