import { indicatorId } from '../../../domain/indicator.ts';
import type { Indicator, IndicatorKind } from '../../../domain/indicator.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { classifyIndicator } from '../../../indicators/classify.ts';
import { fieldText } from '../field-text.ts';
import { objectsAt, textsAt } from '../json-path.ts';
import { field } from '../kinds/kind.ts';
import type { Field, KindSpec } from '../kinds/kind.ts';

/** Where indicators stand in a record, and what each is; `any` where a field holds addresses or names. */
export type IndicatorPaths = KindSpec['indicators'];

export interface FoundIndicator {
  readonly indicator: Indicator;
  /** By label, from the part of the record that the indicator stands in. */
  readonly attributes: { readonly [label: string]: string };
}

const attributes: { readonly [kind in IndicatorKind]: readonly Field[] } = {
  ip: [
    field('ASN', 'asn'),
    field('Country', 'countryName'),
    field('Region', 'region'),
    field('City', 'city'),
    field('Provider', 'provider'),
  ],
  domain: [
    field('Registrar', 'domainInfo.registrar'),
    field('IP', 'ipv4.ip'),
    field('ASN', 'ipv4.asn'),
    field('Country', 'ipv4.countryName'),
    field('Region', 'ipv4.region'),
  ],
  url: [],
  email: [],
  file: [
    field('Name', 'name'),
    field('Size', 'size'),
    field('MD5', 'hashes.md5'),
    field('SHA-1', 'hashes.sha1'),
    field('SHA-256', 'hashes.sha256'),
  ],
  cve: [
    field('CVSS', 'cvss.score'),
    field('Published', 'datePublished', 'date'),
    field('Last seen', 'dateLastSeen', 'date'),
    field('Software', 'softwareMixed.softwareName'),
  ],
};

/**
 * Every indicator of a record, normalised, each once, with what stands beside it: an address gets its own country, never
 * its neighbour's (CONTRACT.md §16, W12, W16). What is no such indicator is left out.
 */
export function indicatorsIn(paths: IndicatorPaths, record: JsonObject): readonly FoundIndicator[] {
  const found = new Map<string, FoundIndicator>();
  for (const one of paths.flatMap(([path, wanted]) => indicatorsAt(path, wanted, record))) {
    const id = indicatorId(one.indicator);
    found.set(id, { ...one, attributes: { ...found.get(id)?.attributes, ...one.attributes } });
  }
  return [...found.values()];
}

function indicatorsAt(path: string, wanted: IndicatorKind | 'any', record: JsonObject): readonly FoundIndicator[] {
  const { owners, name } = ownersOf(path, record);
  return owners.flatMap((owner) =>
    textsAt(owner, name).flatMap((text) => {
      const indicator = classifyIndicator(text);
      if (indicator === undefined || (wanted !== 'any' && indicator.kind !== wanted)) return [];
      return [{ indicator, attributes: attributesOf(indicator.kind, owner) }];
    }),
  );
}

/** A file's hashes stand one level below what names the file. */
function ownersOf(path: string, record: JsonObject): { readonly owners: readonly JsonObject[]; readonly name: string } {
  const [, at, name = path] = /^(.*?)\.((?:hashes\.)?[^.]+)$/.exec(path) ?? [];
  return { owners: at === undefined ? [record] : objectsAt(record, at), name };
}

function attributesOf(kind: IndicatorKind, owner: JsonObject): FoundIndicator['attributes'] {
  return Object.fromEntries(
    attributes[kind].flatMap((one) => {
      const text = fieldText(owner, one);
      return text === undefined ? [] : [[one.label, text]];
    }),
  );
}
