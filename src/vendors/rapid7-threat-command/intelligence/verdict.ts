import type { Line } from '../../../domain/answer.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { at, listIn, recordIn, textsIn } from './rows.ts';

/** 3 is bad, 0 unknown: severity and whitelist do not count (CONTRACT.md §8.4). */
export function scoreOf(data: JsonObject): 0 | 3 {
  return data['IsKnownIoc'] === true ? 3 : 0;
}

/** What the vendor knows of a value, as people read it: labels and texts, the weightiest first. */
export function factsOf(data: JsonObject): readonly (readonly [label: string, text: string])[] {
  const facts: readonly (readonly [string, string])[] = [
    ['severity', severityText(data)],
    ['status', textOf(data, 'Status')],
    ['whitelisted', data['Whitelisted'] === true ? 'yes' : ''],
    ['malware', textsIn(data['RelatedMalwares']).join(', ')],
    ['threat actors', textsIn(data['RelatedThreatActors']).join(', ')],
    ['campaigns', textsIn(data['RelatedCampaigns']).join(', ')],
    ['antivirus', textOf(data, 'AntivirusDetectedEngines')],
    ['last seen', textOf(data, 'LastSeen')],
    ['reported by', sourceNames(data).join(', ')],
    ['tags', [...textsIn(data['Tags']), ...textsIn(data['SystemTags'])].join(', ')],
    ['first seen', textOf(data, 'FirstSeen')],
  ];
  return facts.filter(([, text]) => text !== '');
}

/** Facts that are points in time. */
const instants: ReadonlySet<string> = new Set(['last seen', 'first seen', 'updated_date']);

/** A fact under its label: a point in time in the reader's own zone, anything else cut where it is too long. */
export function factLine(label: string, [name, text]: readonly [string, string], longest: number): Line {
  if (instants.has(name) && !Number.isNaN(Date.parse(text))) return [`${label}: `, { at: text }];
  return `${label}: ${text.length <= longest ? text : `${text.slice(0, longest - 1)}…`}`;
}

function severityText(data: JsonObject): string {
  const [value, score] = [at('Severity', 'Value')(data), at('Severity', 'Score')(data)];
  const points = typeof score === 'number' ? `score ${Math.round(score)}` : '';
  return [typeof value === 'string' ? value : '', points].filter((part) => part !== '').join(', ');
}

function textOf(data: JsonObject, name: string): string {
  const value = data[name];
  return typeof value === 'string' ? value : '';
}

function sourceNames({ Sources: sources }: JsonObject): readonly string[] {
  return textsIn(listIn(sources).map((source) => recordIn(source)['Name'] ?? ''));
}
