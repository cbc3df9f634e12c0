import type { AlarmRecord } from '../../src/sandbox/threatmon/wire.ts';
import type { Act } from './plan.ts';
import { titles } from './world.ts';
import type { World } from './world.ts';

/** The vendor's people and machines: new alarms, and changes to those there are. */
export interface VendorDrive {
  add(act: Pick<Extract<Act, { kind: 'add' }>, 'severity' | 'type'>): void;
  /** Changes an open alarm; each change raises its `round` by one, so that it can be told from every other. */
  change(act: Extract<Act, { kind: 'change' }>): void;
  /** Alarms that were there before the first fault. */
  markSettled(): void;
  isEarly(code: number): boolean;
  readonly changes: number;
}

/** Of every new alarm. */
export const firstStatus = 'New';

const closed: ReadonlySet<unknown> = new Set(['Resolved', 'False Positive', 'Ignore']);

export function createVendorDrive({ threatmon, journal }: World): VendorDrive {
  const early = new Set<number>();
  let added = 0;
  let changes = 0;
  return {
    add({ severity, type }) {
      added += 1;
      const alarm = threatmon.addAlarm({
        title: titles[type],
        description: `Found by probe ${added}.`,
        severity,
        status: firstStatus,
        round: '0',
        alarmDate: new Date(Date.now() - 60_000).toISOString(),
      });
      journal.note('add', { code: codeOf(alarm) });
    },
    change({ pick, severity, status }) {
      const open = threatmon.alarms().filter((alarm) => !closed.has(alarm.status));
      const alarm = open[Math.floor(pick * open.length)];
      if (alarm === undefined) return;
      changes += 1;
      const round = String(Number(alarm['round']) + 1);
      const fields = { round, ...(severity !== undefined && { severity }), ...(status !== undefined && { status }) };
      threatmon.changeAlarm(codeOf(alarm), fields);
      journal.note('change', { code: codeOf(alarm), ...fields });
    },
    markSettled() {
      for (const alarm of threatmon.alarms()) early.add(codeOf(alarm));
    },
    isEarly: (code) => early.has(code),
    get changes() {
      return changes;
    },
  };
}

export function codeOf({ alarmCode }: AlarmRecord): number {
  return Number(alarmCode);
}
