import type { Indicator, IndicatorKind } from '../../../domain/indicator.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { Finding } from '../../../ports/vendor.ts';

/** 0 unknown, 1 good, 2 suspicious, 3 bad. Source: CONTRACT.md §10, §12. */
export type Score = 0 | 1 | 2 | 3;

export const scoreWords = ['Unknown', 'Good', 'Suspicious', 'Bad'] as const;

export const verdicts: { readonly [score in Score]: Finding['verdict'] } = {
  0: 'unknown',
  1: 'benign',
  2: 'suspicious',
  3: 'malicious',
};

/** What a colour of the vendor's says of the indicators of its record. */
export function scoreOfColour(colour: string | undefined): Score {
  const scores: { readonly [colour: string]: Score } = { green: 1, orange: 2, red: 3 };
  return scores[colour?.toLowerCase() ?? ''] ?? 0;
}

/** How the context of automation names each kind, and where its value stands. */
const contexts: { readonly [kind in IndicatorKind]: { readonly path: string; readonly field: string } } = {
  ip: { path: 'IP', field: 'Address' },
  domain: { path: 'Domain', field: 'Name' },
  url: { path: 'URL', field: 'Data' },
  email: { path: 'Email', field: 'Address' },
  file: { path: 'File', field: 'Hash' },
  cve: { path: 'CVE', field: 'ID' },
};

const hashes: { readonly [length: number]: string } = { 32: 'MD5', 40: 'SHA1', 64: 'SHA256' };

/** The context path of a kind: `IP`, `Domain`, `URL`, `Email`, `File`, `CVE`. */
export function contextPath(kind: IndicatorKind): string {
  return contexts[kind].path;
}

/** The name of the field that identifies a row of `contextPath`; a hash is named by what it is. */
export function contextField({ kind, value }: Indicator): string {
  return kind === 'file' ? (hashes[value.length] ?? contexts.file.field) : contexts[kind].field;
}

export interface Scored {
  readonly indicator: Indicator;
  readonly score: Score;
  readonly vendor: string;
  /** Such as `C - Fairly reliable`; absent where nobody says. */
  readonly reliability?: string | undefined;
}

/** A row of `DBotScore`. */
export function scoreRow({ indicator, score, vendor, reliability }: Scored): JsonObject {
  return {
    Indicator: indicator.value,
    Type: indicator.kind,
    Vendor: vendor,
    Score: score,
    ...(reliability !== undefined && { Reliability: reliability }),
  };
}

const reliabilities: { readonly [letter: string]: string } = {
  'A+': 'A+ - 3rd party enrichment',
  A: 'A - Completely reliable',
  B: 'B - Usually reliable',
  C: 'C - Fairly reliable',
  D: 'D - Not usually reliable',
  E: 'E - Unreliable',
  F: 'F - Reliability cannot be judged',
};

/** A letter of the admiralty scale in full. */
export function reliabilityWords(letter: string): string {
  return reliabilities[letter] ?? letter;
}
