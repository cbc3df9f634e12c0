import type { Section } from '../../../domain/answer.ts';
import type { CommandResult } from '../../../domain/command.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { cellText, contextPath, heading, isObject, tableOf } from '../answers.ts';
import type { Enrichment } from './enrichment.ts';
import { withNotes } from './list-command.ts';
import type { ReputationKind } from './reputation-kinds.ts';
import { listIn, recordsIn, rowOf } from './rows.ts';
import { countsText, stateLines } from './states.ts';
import { factLine, factsOf, scoreOf } from './verdict.ts';

/** What is known of each value, and the scores; below it what became of the others. */
export function reputationResult(
  results: readonly Enrichment[],
  kind: ReputationKind,
  reliability: string,
): CommandResult {
  const known = results.flatMap((one) => (one.state === 'Done' ? [one.data] : []));
  const isOne = results.length === 1;
  const [only] = known;
  const [firstLine = '', ...furtherLines] = stateLines(results);
  const lines = isOne || firstLine === '' ? furtherLines : [firstLine, ...furtherLines];
  const text = only === undefined ? firstLine : titleOf(only, kind);
  const outputs = {
    [contextPath(kind.output)]: known.map((data) => rowOf(kind.fields, data)),
    DBotScore: known.map((data) => scoreRecord(data, kind, reliability)),
  };
  if (isOne) return withNotes({ text, sections: known.flatMap((data) => detailsOf(data, kind)), outputs }, lines);
  const counts = `Rapid7 Threat Command - ${kind.word} Reputation: ${countsText(results)}`;
  const sections = known.flatMap((data): readonly Section[] => [
    { kind: 'text', lines: [[{ bold: titleOf(data, kind) }]] },
    factsSection(data, kind),
  ]);
  return withNotes({ text: counts, sections, outputs }, lines);
}

function titleOf(data: JsonObject, { word }: ReputationKind): string {
  return `Rapid7 Threat Command - ${word} Reputation for: ${cellText(data['OriginalValue'])}`;
}

function scoreRecord(data: JsonObject, { name }: ReputationKind, reliability: string): JsonObject {
  return {
    Indicator: data['OriginalValue'] ?? null,
    Type: name,
    Vendor: 'ThreatCommand',
    Score: scoreOf(data),
    Reliability: reliability,
  };
}

/** Said among the facts, or by the title. */
const told: ReadonlySet<string> = new Set([
  'tags',
  'campaign',
  'actor',
  'ip',
  'url',
  'domain',
  'positive_detections',
  'detection_engines',
]);

const longestFact = 500;

function factsSection(data: JsonObject, kind: ReputationKind): Section {
  const verdict = scoreOf(data) === 3 ? 'malicious (a known IOC)' : 'unknown (no known IOC)';
  const own = Object.entries(rowOf(kind.fields, data))
    .filter(([name, value]) => !told.has(name) && !listIn(value).some(isObject))
    .map(([name, value]) => [name, cellText(value)] as const);
  const facts = [['verdict', verdict] as const, ...factsOf(data), ...own].filter(([, text]) => text !== '');
  return { kind: 'list', items: facts.map((fact) => factLine(labelOf(fact[0]), fact, longestFact)) };
}

function labelOf(name: string): string {
  return /^(?:asn|md5|sha\d+)$/.test(name) ? name.toUpperCase() : heading(name);
}

/** The facts, and a table for each field that is a list of records. */
function detailsOf(data: JsonObject, kind: ReputationKind): readonly Section[] {
  const tables = Object.entries(rowOf(kind.fields, data)).flatMap(([name, value]): readonly Section[] => {
    const rows = recordsIn(value);
    const columns = Object.keys(rows[0] ?? {});
    const table = tableOf({ title: heading(name), rows, columns, sensitive: [] });
    return rows.length === 0 ? [] : [{ kind: 'table', table }];
  });
  return [factsSection(data, kind), ...tables];
}
