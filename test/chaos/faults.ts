import type { Control } from './control.ts';
import { calm, writeControl } from './control.ts';
import type { RoundFaults } from './plan-faults.ts';
import type { World } from './world.ts';

/** Makes things go wrong, and counts what did. */
export interface Faults {
  /** Plans a round's faults; what the one before left is called off. Instants count from now. */
  begin(faults: RoundFaults): void;
  /** Everything works again, the clock is right, and no timer is left. Resolves when the database is up. */
  end(): Promise<void>;
  /** Takes the database away, once it is there; resolves when it is back. */
  outage(forMs: number): Promise<void>;
  /** How often each kind has happened. */
  counts(): ReadonlyMap<string, number>;
  count(kind: string, times?: number): void;
}

const noEnvelopes = { count: 0, afterMs: 0 };

export function createFaults(world: World): Faults {
  const { slack, threatmon, others } = world;
  const counts = new Map<string, number>();
  let control: Control = calm;
  let timers: NodeJS.Timeout[] = [];
  let restarting = Promise.resolve();
  let repeated: NonNullable<RoundFaults['envelopes']> = noEnvelopes;
  let planned: { readonly name: string; readonly fault: object; readonly times: number }[] = [];

  const count = (kind: string, times = 1): void => {
    if (times > 0) counts.set(kind, (counts.get(kind) ?? 0) + times);
  };
  const set = (change: Partial<Control>): void => {
    control = { ...control, ...change };
    writeControl(world.control, control);
  };
  const after = (ms: number, work: () => void): void => {
    timers.push(setTimeout(work, ms));
  };
  /** Those that met their call are counted. */
  const callOff = (): void => {
    const vendors = [threatmon, ...Object.values(others)];
    const left = [...slack.clearFaults(), ...vendors.flatMap((one): readonly object[] => one.clearFaults())];
    for (const { name, fault, times } of planned) count(name, times - left.filter((one) => one === fault).length);
    planned = [];
    const happened = repeated.count - slack.clearDuplicates();
    count(repeated.afterMs === 0 ? 'envelope-doubled' : 'envelope-late', happened);
    repeated = noEnvelopes;
    for (const timer of timers) clearTimeout(timer);
    timers = [];
    if (control.disk !== 'works') set({ disk: 'works' });
  };

  const outage = async (forMs: number): Promise<void> => {
    restarting = restarting.then(async () => world.database?.outage(forMs));
    return restarting;
  };

  return {
    outage,
    counts: () => counts,
    count,
    begin(faults) {
      callOff();
      for (const { method, fault, times } of faults.slack) slack.failNext(method, fault, times);
      for (const { when, fault } of faults.vendor) threatmon.fault(when, fault);
      for (const { vendor, nth, fault } of faults.elsewhere) others[vendor].fault({ nth }, fault);
      planned = [...faults.slack, ...[...faults.vendor, ...faults.elsewhere].map((one) => ({ ...one, times: 1 }))];
      const { socket, envelopes, clockMs, disk, database } = faults;
      if (envelopes !== undefined) {
        slack.duplicateEnvelopes(envelopes.count, envelopes.afterMs);
        repeated = envelopes;
      }
      if (clockMs !== undefined && clockMs !== control.clockMs) {
        set({ clockMs });
        count('clock-jump');
      }
      if (socket !== undefined) {
        after(socket.atMs, () => {
          slack.refuseSockets(socket.refusedMs);
          slack.disconnectSockets(socket.reason);
          count('socket-disconnect');
        });
      }
      if (disk !== undefined) {
        after(disk.atMs, () => {
          set({ disk: disk.state });
          count(`disk-${disk.state}`);
        });
        after(disk.atMs + disk.forMs, () => set({ disk: 'works' }));
      }
      if (database !== undefined) {
        after(database.atMs, () => {
          count('database-restart');
          void outage(database.forMs);
        });
      }
    },
    async end() {
      callOff();
      set(calm);
      await restarting;
    },
  };
}
