import type { Line, Section } from '../../../domain/answer.ts';
import type { Table } from '../../../domain/card.ts';
import type { CommandOutput, CommandResult } from '../../../domain/command.ts';
import type { Draft } from '../../../domain/incident.ts';
import type { IndicatorKind } from '../../../domain/indicator.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { isRestricted } from '../../../domain/tlp.ts';
import { maskJson } from '../../../indicators/mask.ts';
import type { Collection } from '../collection.ts';
import { textAt } from '../json-path.ts';
import { kinds } from '../kinds/index.ts';
import { draftOf } from '../record-draft.ts';
import { tablesOf } from '../tables.ts';
import type { Declared } from './declared.ts';
import { emitted } from './emitted.ts';
import { indicatorsIn } from './indicators-in.ts';
import type { FoundIndicator } from './indicators-in.ts';
import { maskedRecord } from './masked-record.ts';
import { shaped, withoutNulls } from './output-shape.ts';
import { contextField, contextPath, scoreOfColour, scoreRow, scoreWords } from './scores.ts';
import type { Score } from './scores.ts';

/** The vendor of what a record's colour says of its indicators. Source: CONTRACT.md §10. */
const recordVendor = 'GIB TI';
const longestDescription = 3000;

/** One record that was asked for by its id. */
export interface Found {
  readonly collection: Collection;
  readonly id: string;
  readonly record: JsonObject;
  readonly declared?: Declared | undefined;
  readonly portal: string;
}

/** The context path that a collection's records are emitted under. */
export function emittedPath({ prefix, kind }: Collection): string {
  if (kind === 'threat') return 'GIBTI.Threat';
  return kind === 'threat-actor' ? 'GIBTI.ThreatActor' : `GIBTI.${prefix.replaceAll(' ', '')}`;
}

/** The context paths of one collection's command. */
export function outputsOf(collection: Collection, declared: Declared | undefined): readonly CommandOutput[] {
  const kindsThere = kinds[collection.kind].indicators.flatMap(([, kind]): readonly IndicatorKind[] =>
    kind === 'any' ? ['ip', 'domain', 'url'] : [kind],
  );
  const contexts = [...new Set(kindsThere.map(contextPath))];
  return [
    { path: emittedPath(collection), key: 'id', summary: "The record: the vendor's fields and the mapped ones" },
    ...(declared === undefined
      ? []
      : [{ path: `GIBTIA.${declared.path}`, key: 'id', summary: 'The same record under the older declared names' }]),
    ...(contexts.length === 0
      ? []
      : [{ path: 'DBotScore', key: 'Indicator', summary: 'What its severity says of each indicator' }]),
    ...contexts.map((path) => ({ path, summary: 'Indicators of the record' })),
  ];
}

/**
 * A record as an answer: its facts, its nested lists and its indicators as tables, and as rows under the emitted and the
 * declared path. Secrets are masked in all of them.
 */
export function answerOf(asked: Found): CommandResult {
  const { collection, id, record, portal } = asked;
  const masked = maskedRecord(collection.kind, record);
  const reading = { collection, now: new Date(), portal };
  const shown = draftOf(masked, id, reading);
  const title = `Feed from ${collection.name} with ID ${id}`;
  const found = indicatorsIn(kinds[collection.kind].indicators, record);
  const score = scoreOfColour(textAt(record, 'evaluation.severity'));
  return {
    text: title,
    sections: [
      // The name of a record has nothing sensitive, but is made of it: the last digits of a card.
      { kind: 'text', lines: headLines(draftOf(record, id, reading).title, shown) },
      tableSection(factsTable(title, shown)),
      ...(shown.description === '' ? [] : [described(shown.description)]),
      ...tablesOf(collection.kind, masked).map(tableSection),
      ...indicatorTables(found, score).map(tableSection),
    ],
    outputs: { ...recordOutputs(asked, masked, shown.link), ...indicatorOutputs(found, score) },
    restricted: isRestricted(shown),
  };
}

/** With nothing under a name that says it is a secret, either: automation gets no second look at it. */
function recordOutputs({ collection, declared }: Found, masked: JsonObject, link: string | undefined) {
  const record = withoutNulls({ ...(maskJson(masked) as JsonObject), portalLink: link });
  return {
    [emittedPath(collection)]: [shaped(record, emitted[collection.kind], record)],
    ...(declared && { [`GIBTIA.${declared.path}`]: [shaped(record, declared.shape)] }),
  };
}

function headLines(title: string, { severityLabel, tlp, link }: Draft): readonly Line[] {
  const assessed = [`Severity: ${severityLabel}`, ...(tlp === undefined ? [] : [`TLP: ${tlp}`])].join(', ');
  return [[{ bold: title }], assessed, ...(link === undefined ? [] : [[{ link, label: 'Open in the portal' }]])];
}

function factsTable(title: string, { facts }: Draft): Table {
  return { title, columns: ['Field', 'Value'], rows: facts.map(({ label, value }) => [label, value]) };
}

function described(text: string): Section {
  const cut = text.length > longestDescription ? `${text.slice(0, longestDescription)}…` : text;
  return { kind: 'text', lines: [[{ bold: 'Description' }], cut] };
}

function tableSection(table: Table): Section {
  return { kind: 'table', table };
}

const kindWords: { readonly [kind in IndicatorKind]: string } = {
  ip: 'IP',
  domain: 'Domain',
  url: 'URL',
  email: 'Email',
  file: 'File',
  cve: 'CVE',
};

/** One table a kind; also where nothing stands beside an indicator, which published clients leave out (W16). */
function indicatorTables(found: readonly FoundIndicator[], score: Score): readonly Table[] {
  return Object.entries(Object.groupBy(found, ({ indicator }) => indicator.kind)).map(([kind, ofKind]) => {
    const labels = [...new Set(ofKind.flatMap(({ attributes }) => Object.keys(attributes)))];
    return {
      title: `${kindWords[kind as IndicatorKind]} indicator`,
      columns: ['Value', ...labels, 'Score'],
      rows: ofKind.map(({ indicator, attributes }) => [
        indicator.value,
        ...labels.map((label) => attributes[label] ?? ''),
        scoreWords[score],
      ]),
    };
  });
}

/** Rows by context path: `DBotScore` and one path a kind. */
function indicatorOutputs(
  found: readonly FoundIndicator[],
  score: Score,
): { readonly [path: string]: readonly Json[] } {
  if (found.length === 0) return {};
  const byPath = Object.groupBy(found, ({ indicator }) => contextPath(indicator.kind));
  const rows = Object.entries(byPath).map(([path, ofPath = []]) => [path, ofPath.map(contextRow)] as const);
  const scores = found.map(({ indicator }) => scoreRow({ indicator, score, vendor: recordVendor }));
  return { DBotScore: scores, ...Object.fromEntries(rows) };
}

function contextRow({ indicator, attributes }: FoundIndicator): JsonObject {
  const { ASN, Country } = attributes;
  return {
    [contextField(indicator)]: indicator.value,
    ...(indicator.kind === 'ip' && ASN !== undefined && { ASN }),
    ...(indicator.kind === 'ip' && Country !== undefined && { Geo: { Country } }),
  };
}
