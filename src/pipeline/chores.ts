import { before, durationMs } from '../domain/time.ts';
import type { Duration } from '../domain/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import type { Chore } from '../ports/work.ts';
import { mostOpenUnasked, repair } from './repair.ts';
import type { RepairDeps } from './repair.ts';

const hourMs = 3_600_000;
/** Records dropped in one commit. */
const pruneStep = 500;
const repairEveryMs = 6 * hourMs;

/** Drops what nobody needs any more, a small step at a time. */
export function retentionChore(
  retention: Duration | 'never',
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Chore {
  return {
    name: 'retention',
    everyMs: hourMs,
    atStart: false,
    async run({ signal }) {
      for (let dropped = pruneStep; dropped === pruneStep && !signal.aborted;) {
        const now = clock.now();
        const closedBefore = retention === 'never' ? undefined : before(now, retention).toISOString();
        dropped = await store.prune(closedBefore, now.toISOString(), pruneStep);
      }
    },
  };
}

/** Compares what stands in Slack with what is open. Unasked (`every` absent) only while few enough are open. */
export function repairChore(
  every: Duration | 'off' | undefined,
  deps: Omit<RepairDeps, 'signal' | 'lease'> & { readonly wake: () => void },
): Chore {
  return {
    name: 'reconcile',
    everyMs: every === undefined || every === 'off' ? repairEveryMs : durationMs(every),
    atStart: true,
    async run(under) {
      if (every === 'off' || (every === undefined && (await isMuch(deps.store)))) return;
      const report = await repair({ ...deps, ...under });
      deps.log.info({ ...report }, 'messages were compared with their incidents');
      if (report.stale + report.doubled > 0) deps.wake();
    },
  };
}

async function isMuch(store: Store): Promise<boolean> {
  const counts = await store.counts();
  const open = counts.reduce((sum, { closed, count }) => (closed ? sum : sum + count), 0);
  return open > mostOpenUnasked;
}
