import type { Draft, Fact } from '../../domain/incident.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Collection } from './collection.ts';
import { datesOf } from './dates.ts';
import { evaluationOf } from './evaluation.ts';
import { fieldText } from './field-text.ts';
import { indicatorsOf } from './indicators-of.ts';
import { textsAt } from './json-path.ts';
import { kinds } from './kinds/index.ts';
import { isSensitive, sensitivePathsOf, withoutSecrets } from './sensitive.ts';
import { externalIdOf } from './place.ts';
import { openStatus } from './statuses.ts';

/** Where and when a record was read. */
export interface Reading {
  readonly now: Date;
  /** The web portal, without a slash at its end: the only host that links go to. */
  readonly portal: string;
}

const longestTitle = 250;
const longestDescription = 10_000;
const mostTags = 20;
/** So many facts of the record come before what the vendor thinks of it: a card shows a dozen. */
const factsFirst = 8;

/** A record as a draft; every field but the id may be missing, null, or of another shape. */
export function draftOf(
  record: JsonObject,
  id: string,
  { collection, now, portal }: Reading & { readonly collection: Collection },
): Draft {
  const spec = kinds[collection.kind];
  const clean = withoutSecrets(collection.kind, record);
  const evaluation = evaluationOf(record);
  const occurredAt = datesOf(record, collection.occurred)[0];
  const updatedAt = datesOf(record, collection.changed)[0];
  const facts = factsOf(collection, record, clean);
  return {
    externalId: externalIdOf(collection.name, id),
    type: collection.type,
    title: clean(`${collection.prefix}: ${spec.name(record) ?? id}`).slice(0, longestTitle),
    description: clean(spec.description(record) ?? '').slice(0, longestDescription),
    severity: evaluation.severity,
    severityLabel: evaluation.severityLabel,
    status: openStatus,
    closed: false,
    statusIsOurs: true,
    occurredAt: occurredAt ?? now.toISOString(),
    ...(updatedAt !== undefined && { updatedAt }),
    assets: textsIn(record, spec.assets).map(clean),
    tags: textsIn(record, spec.tags).map(clean).slice(0, mostTags),
    indicators: indicatorsOf(collection.kind, record),
    ...(evaluation.tlp !== undefined && { tlp: evaluation.tlp }),
    ...(collection.portal !== undefined && { link: `${portal}${collection.portal}${encodeURIComponent(id)}` }),
    facts: [
      ...(occurredAt === undefined ? undated(record, collection) : []),
      ...facts.slice(0, factsFirst),
      ...evaluation.facts,
      ...facts.slice(factsFirst),
    ],
    raw: record,
    sensitivePaths: sensitivePathsOf(collection.kind, record),
  };
}

/** The facts of a record's kind; what is sensitive says so. */
export function factsOf({ kind }: Collection, record: JsonObject, clean: (text: string) => string): readonly Fact[] {
  return kinds[kind].facts.flatMap((field): readonly Fact[] => {
    const value = fieldText(record, field);
    if (value === undefined) return [];
    // A login that is the password, too, is as secret as the password.
    const sensitive = isSensitive(kind, field.path, record) || clean(value) !== value;
    return [{ label: field.label, value, ...(sensitive && { sensitive }) }];
  });
}

function textsIn(record: JsonObject, paths: readonly string[]): readonly string[] {
  return [...new Set(paths.flatMap((path) => textsAt(record, path)))];
}

/** Nobody shall take the time of reading for the vendor's word. */
function undated(record: JsonObject, { occurred }: Collection): readonly Fact[] {
  const sent = textsIn(record, occurred);
  return sent.length === 0 ? [] : [{ label: 'Date as sent', value: sent.join(', ') }];
}
