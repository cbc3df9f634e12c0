import type { Prepared, Verdict, VerifyContext } from '../domain/command.ts';
import { VendorError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** What looking gave; `unreadable` where the vendor did not answer. */
export type Looked = Verdict | { readonly state: 'unreadable' };

/** A write may still be at work behind a gateway that gave up: what is not there yet may be a moment later. */
const pausesMs = [0, 1000, 3000] as const;

/** Reads at the vendor, a few times over some seconds unless `isOnce`, whether a write took effect. Never throws. */
export async function lookUp(
  { verify }: Extract<Prepared, { ok: true }>,
  context: VerifyContext,
  { clock, log, isOnce = false }: { readonly clock: Clock; readonly log: Log; readonly isOnce?: boolean },
): Promise<Looked> {
  if (verify === undefined) return { state: 'unknown' };
  let looked: Looked = { state: 'unreadable' };
  for (const pauseMs of isOnce ? [0] : pausesMs) {
    try {
      if (pauseMs > 0) await clock.sleep(pauseMs, context.signal);
      context.signal.throwIfAborted();
      looked = await verify(context);
      if (looked.state === 'done') return looked;
    } catch (error) {
      looked = { state: 'unreadable' };
      if (context.signal.aborted) return looked;
      const reason = error instanceof VendorError ? error.kind : String(error);
      log.warn({ reason }, 'whether a write took effect could not be read');
    }
  }
  return looked;
}
