import { severities, type Severity } from '../../domain/severity.ts';
import type { Summary } from '../../domain/summary.ts';
import { own } from '../ids.ts';
import { type Block, context, header, type Message, mrkdwnText, plainText } from './block-kit.ts';
import { mrkdwnLine, plain } from './escape.ts';
import { severityEmoji, severityWord } from './severity.ts';

const typesShown = 6;

/** The one message for the many of a flood: how many, how bad, of which types, and the way to all of them. */
export function renderSummary(summary: Summary): Message {
  const counts = bySeverity(summary);
  const [worst] = counts;
  const words = counts.map(({ severity, count }) => `${count} ${severityWord[severity].toLowerCase()}`);
  const sign = worst === undefined ? '' : `${severityEmoji[worst.severity]} `;
  return {
    text: `${sign}${headline(summary, mrkdwnLine)}: ${words.join(', ')}`,
    blocks: [
      header(`${sign}${headline(summary, plain)}`),
      {
        type: 'section',
        fields: [
          mrkdwnText(['*By severity*', ...counts.map(severityLine)].join('\n')),
          mrkdwnText(['*By type*', ...typeLines(summary)].join('\n')),
        ],
      },
      context(explanation(summary)),
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: own.summary, text: plainText('Show all'), value: summary.id }],
      },
    ] satisfies Block[],
  };
}

/** `25 more incidents from ThreatMon (acme)` */
function headline({ keys, single, source, instance }: Summary, escape: (text: string, max: number) => string): string {
  return `${countWords(keys.length, single)} from ${escape(source, 40)} (${escape(instance, 60)})`;
}

/** `25 more incidents`; nothing is more where nothing was posted before it. */
export function countWords(count: number, single: number): string {
  return `${count.toLocaleString('en')}${single > 0 ? ' more' : ''} ${count === 1 ? 'incident' : 'incidents'}`;
}

interface SeverityCount {
  readonly severity: Severity;
  readonly count: number;
}

function bySeverity({ severities: counts }: Summary): readonly SeverityCount[] {
  return severities
    .toReversed()
    .map((severity) => ({ severity, count: counts[severity] ?? 0 }))
    .filter(({ count }) => count > 0);
}

function severityLine({ severity, count }: SeverityCount): string {
  return `${severityEmoji[severity]} ${severityWord[severity]}: ${count.toLocaleString('en')}`;
}

function typeLines({ types, keys }: Summary): readonly string[] {
  const shown = Object.entries(types)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, typesShown);
  const others = keys.length - shown.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...shown.map(([type, count]) => `${mrkdwnLine(type, 80)}: ${count.toLocaleString('en')}`),
    ...(others > 0 ? [`Other types: ${others.toLocaleString('en')}`] : []),
  ];
}

function explanation({ single }: Summary): string {
  const later = 'One of these gets a message of its own when it changes, or when somebody posts it from the list.';
  return single > 0 ? `The worst of the same poll have messages of their own. ${later}` : later;
}
