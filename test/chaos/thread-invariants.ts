import type { AlarmRecord } from '../../src/sandbox/threatmon/wire.ts';
import { keyOf } from './invariants.ts';
import type { Violation } from './invariants.ts';
import { linesOf, messagesOf } from './shown.ts';
import type { Line } from './shown.ts';
import type { VendorDrive } from './vendor-drive.ts';
import { codeOf, firstStatus } from './vendor-drive.ts';
import type { World } from './world.ts';

/**
 * Lines of a thread, neither lost nor doubled. Several changes between two reads are one line, so lines cannot be
 * counted; but each says from what to what. They must follow from one another: a line that is missing leaves a gap, one
 * that stands twice goes back. The last must arrive at what the vendor has; the first must begin at what the message
 * was posted with, where the alarm was posted before anything went wrong (else it may have changed on its way).
 */
export function threadViolations({ slack, threatmon }: World, drive: VendorDrive): readonly Violation[] {
  const messages = new Map(messagesOf(slack).map((message) => [message.key, message]));
  return threatmon.alarms().flatMap((alarm) => {
    const message = messages.get(keyOf(alarm));
    if (message === undefined) return [];
    const isEarly = drive.isEarly(codeOf(alarm));
    return violationsIn({ alarm, lines: linesOf(slack, message), isEarly });
  });
}

interface Thread {
  readonly alarm: AlarmRecord;
  readonly lines: readonly Line[];
  readonly isEarly: boolean;
}

function violationsIn(thread: Thread): readonly Violation[] {
  return [
    ...brokenChain(thread, { label: 'Round', first: '0', last: String(thread.alarm['round']) }),
    ...brokenChain(thread, { label: 'Status', first: firstStatus, last: String(thread.alarm.status) }),
    ...repeatedDeeds(thread),
  ];
}

interface Chain {
  readonly label: string;
  readonly first: string;
  readonly last: string;
}

function brokenChain({ alarm, lines, isEarly }: Thread, { label, first, last }: Chain): readonly Violation[] {
  const key = keyOf(alarm);
  const steps = lines.flatMap((line) => stepsOf(line, label));
  let at = isEarly ? first : steps[0]?.from;
  const passed = [at];
  for (const { from, to } of steps) {
    if (from !== undefined && from !== at) {
      const kind = passed.includes(to) && passed.includes(from) ? 'thread-doubled' : 'thread-lost';
      return [{ kind, key, expected: `a line with ${label} from ${at ?? '?'}`, found: told(lines, label) }];
    }
    at = to;
    passed.push(to);
  }
  if (at === undefined || at === last) return [];
  return [{ kind: 'thread-lost', key, expected: `lines that end with ${label} ${last}`, found: told(lines, label) }];
}

/** What somebody did has no `from`. */
function stepsOf(line: Line, label: string): readonly { readonly from?: string; readonly to: string }[] {
  if (line.kind === 'changes') return line.changes.filter((change) => change.label === label);
  return line.kind === 'did' && label === 'Status' ? [{ to: line.status }] : [];
}

function told(lines: readonly Line[], label: string): string {
  const steps = lines.flatMap((line) => stepsOf(line, label));
  return steps.map(({ from, to }) => `${from ?? 'somebody'} → ${to}`).join(', ') || 'no line';
}

/** Each status of an incident is pressed by each person once. */
function repeatedDeeds({ alarm, lines }: Thread): readonly Violation[] {
  const deeds = lines.flatMap((line) => (line.kind === 'did' ? [`${line.user} ${line.status}`] : []));
  const repeated = new Set(deeds.filter((deed, index) => deeds.indexOf(deed) !== index));
  return [...repeated].map((deed) => ({
    kind: 'thread-doubled' as const,
    key: keyOf(alarm),
    expected: 'one line',
    found: `${deeds.filter((one) => one === deed).length} lines: ${deed}`,
  }));
}
