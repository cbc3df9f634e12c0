import type { Fact } from '../../domain/incident.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { Severity } from '../../domain/severity.ts';
import { textAt } from './json-path.ts';

/** The vendor's word for a colour, and ours. Source: CONTRACT.md §5.0. */
const severities: { readonly [colour: string]: readonly [label: string, severity: Severity] } = {
  green: ['Low', 'low'],
  orange: ['Medium', 'medium'],
  red: ['High', 'high'],
};

/** How bad, and how sure, as the vendor says it. */
export interface Evaluation {
  readonly severity: Severity;
  readonly severityLabel: string;
  /** In capitals. */
  readonly tlp?: string;
  readonly facts: readonly Fact[];
}

/** The evaluation of a record; several collections have none, and public leaks spell it in their own way (W13). */
export function evaluationOf(record: JsonObject): Evaluation {
  const at = (name: string): string | undefined => textAt(record, `evaluation.${name}`);
  const [severityLabel, severity] =
    severities[at('severity')?.toLowerCase() ?? ''] ?? (['Unknown', 'unknown'] as const);
  const tlp = at('tlp')?.toUpperCase();
  const ttl = at('ttl');
  return {
    severity,
    severityLabel,
    ...(tlp !== undefined && { tlp }),
    facts: [
      ...fact('Admiralty code', at('admiraltyCode') ?? at('admiralty_code')),
      ...fact('Credibility', at('credibility')),
      ...fact('Reliability', at('reliability')),
      ...fact('Valid for', ttl && ttl !== '0' ? `${ttl} days` : undefined),
    ],
  };
}

function fact(label: string, value: string | undefined): readonly Fact[] {
  return value === undefined ? [] : [{ label, value }];
}
