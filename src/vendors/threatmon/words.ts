import type { Severity } from '../../domain/severity.ts';

/** The statuses that an alarm can be set to. Source: CONTRACT.md §2.2. */
export const alarmStatuses = ['Open', 'In Progress', 'False Positive', 'Ignore', 'Resolved'] as const;
export type AlarmStatus = (typeof alarmStatuses)[number];

const closedStatuses: ReadonlySet<string> = new Set<AlarmStatus>(['Resolved', 'False Positive', 'Ignore']);

/** ThreatMon's severity words and ours. Source: CONTRACT.md §6. */
export const alarmSeverities = ['Information', 'Low', 'Medium', 'High', 'Critical'] as const;

const severityOf: { readonly [word in (typeof alarmSeverities)[number]]: Severity } = {
  Information: 'low',
  Low: 'low',
  Medium: 'medium',
  High: 'high',
  Critical: 'critical',
};

/** The known word that `text` is, whatever its letter case and the blanks around it. */
export function knownWord<Word extends string>(text: string, words: readonly Word[]): Word | undefined {
  const wanted = text.trim().toLowerCase();
  return words.find((word) => word.toLowerCase() === wanted);
}

/** Our severity for a word of theirs; absent where they have no such word. */
export function severityFrom(text: string): Severity | undefined {
  const word = knownWord(text, alarmSeverities);
  return word === undefined ? undefined : severityOf[word];
}

/** Whether a status closes an alarm. */
export function closes(status: string): boolean {
  return closedStatuses.has(status);
}
