import type { MessageRef } from './incident.ts';
import type { FloodMark } from './outbox.ts';
import { compareSeverity, severities } from './severity.ts';
import type { Severity } from './severity.ts';

/**
 * A flood of one poll in one channel: how many of its new incidents were posted singly, and the one message for all
 * others, with counts and the list behind `Show all`.
 */
export interface Summary {
  /** `summaryId` */
  readonly id: string;
  readonly channel: string;
  readonly createdAt: string;
  /** Where they came from, for the title. */
  readonly instance: string;
  /** `ThreatMon`, beside the instance. */
  readonly source: string;
  /** How many of the poll went their own way, as messages of their own. */
  readonly single: number;
  /** Keys of the incidents in it, worst first as they joined; the newest first within what joined at once. */
  readonly keys: readonly string[];
  readonly severities: { readonly [severity in Severity]?: number };
  /** Of at most `mostTypes` types; what the vendor calls otherwise is in `keys` alone. */
  readonly types: { readonly [type: string]: number };
  /** Raised whenever incidents join. */
  readonly revision: number;
  /** Absent until posted. */
  readonly message?: MessageRef;
}

/** A new incident on its way into a summary. */
export interface Joining {
  readonly key: string;
  readonly flood: FloodMark;
}

const mostTypes = 100;

/** One summary for one poll and channel. */
export function summaryId(channel: string, poll: string): string {
  return `${poll}:${channel}`;
}

/** Negative where `a` comes before `b`: the worse one, then the newer one. */
export function compareFlood(a: FloodMark, b: FloodMark): number {
  return compareSeverity(b.severity, a.severity) || compareText(b.occurredAt, a.occurredAt);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The summary with more incidents in it. Pure. */
export function joinSummary(summary: Summary, joining: readonly Joining[]): Summary {
  if (joining.length === 0) return summary;
  const ordered = joining.toSorted((a, b) => compareFlood(a.flood, b.flood));
  const bySeverity = severities.toReversed().map((severity) => ({
    severity,
    keys: [
      ...keysOf(summary, severity),
      ...ordered.flatMap(({ key, flood }) => (flood.severity === severity ? key : [])),
    ],
  }));
  return {
    ...summary,
    keys: bySeverity.flatMap(({ keys }) => keys),
    severities: Object.fromEntries(
      bySeverity.filter(({ keys }) => keys.length > 0).map(({ severity, keys }) => [severity, keys.length]),
    ),
    types: countTypes(summary.types, ordered),
    revision: summary.revision + 1,
  };
}

/** The keys stand in groups, worst first: the counts say where each ends. */
function keysOf({ keys, severities: counts }: Summary, severity: Severity): readonly string[] {
  const start = severities
    .filter((other) => compareSeverity(other, severity) > 0)
    .reduce((sum, other) => sum + (counts[other] ?? 0), 0);
  return keys.slice(start, start + (counts[severity] ?? 0));
}

function countTypes(before: Summary['types'], joining: readonly Joining[]): Summary['types'] {
  // A map: a vendor may call a type `__proto__`.
  const counts = new Map(Object.entries(before));
  for (const { flood } of joining) {
    if (counts.has(flood.type) || counts.size < mostTypes) counts.set(flood.type, (counts.get(flood.type) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}
