import type { AlarmRecord } from '../../src/sandbox/threatmon/wire.ts';
import type { OtherVendor } from './others.ts';
import { codeOf } from './vendor-drive.ts';
import type { IncidentMessage } from './shown.ts';
import { headingsOf, messagesOf } from './shown.ts';
import { instance } from './world.ts';
import type { World } from './world.ts';

export const kinds = ['lost', 'doubled', 'stale', 'thread-lost', 'thread-doubled', 'press', 'store'] as const;

/** Something that must not be. */
export interface Violation {
  readonly kind: (typeof kinds)[number];
  readonly key: string;
  readonly expected: string;
  readonly found: string;
}

/** Every incident of every vendor's has one live message, which shows the vendor's newest state. */
export function messageViolations(world: World): readonly Violation[] {
  return [...threatmonViolations(world), ...Object.values(world.others).flatMap((one) => otherViolations(one, world))];
}

function otherViolations(vendor: OtherVendor, { slack }: World): readonly Violation[] {
  const shown = Map.groupBy(headingsOf(slack, vendor.instance), ({ key }) => key);
  const titles = vendor.titles();
  const keys = new Set([...titles.keys(), ...shown.keys()]);
  return [...keys].flatMap((key): readonly Violation[] => {
    const expected = titles.get(key) ?? 'no such incident';
    const headings = (shown.get(key) ?? []).map(({ heading }) => heading);
    const found = headings.join(' | ');
    if (headings.length === 0) return [{ kind: 'lost', key, expected, found: 'none' }];
    if (headings.length > 1) return [{ kind: 'doubled', key, expected, found }];
    return found.includes(expected) ? [] : [{ kind: 'stale', key, expected, found }];
  });
}

function threatmonViolations({ slack, threatmon }: World): readonly Violation[] {
  const byKey = Map.groupBy(messagesOf(slack), ({ key }) => key);
  const alarms = new Map(threatmon.alarms().map((alarm) => [keyOf(alarm), alarm]));
  const strangers = [...byKey.keys()].filter((key) => !alarms.has(key));
  return [
    ...[...alarms].flatMap(([key, alarm]) => violationsOf(key, alarm, byKey.get(key) ?? [])),
    ...strangers.map((key) => ({ kind: 'doubled' as const, key, expected: 'no such incident', found: 'a message' })),
  ];
}

export function keyOf(alarm: AlarmRecord): string {
  return `${instance}:${codeOf(alarm)}`;
}

function violationsOf(key: string, alarm: AlarmRecord, messages: readonly IncidentMessage[]): readonly Violation[] {
  const [message, ...others] = messages;
  if (message === undefined) return [{ kind: 'lost', key, expected: 'one message', found: 'none' }];
  const newest = stateOf({ ...alarm, round: String(alarm['round']) });
  const shown = stateOf(message);
  return [
    ...(others.length === 0
      ? []
      : [{ kind: 'doubled' as const, key, expected: 'one message', found: messages.map(placeOf).join(', ') }]),
    ...(shown === newest ? [] : [{ kind: 'stale' as const, key, expected: newest, found: shown }]),
  ];
}

function stateOf({ status, severity, round }: { status?: unknown; severity?: unknown; round: string }): string {
  return `${String(status)}, ${String(severity)}, round ${round}`;
}

function placeOf({ channel, ts, revision }: IncidentMessage): string {
  return `#${channel} ${ts} (revision ${revision})`;
}
