import { StoreError } from '../../domain/errors.ts';
import type { Log } from '../../ports/log.ts';

/** Speaks once of a database that is away, however much work fails by it. */
export interface FaultLog {
  /** Work failed by `error`. */
  readonly failed: (error: unknown, place: object, message: string) => void;
  /** The database did not do what it was asked for. */
  readonly away: (error: unknown) => void;
  /** It does. */
  readonly back: () => void;
}

export function createFaultLog(log: Log): FaultLog {
  let isAway = false;
  const away = (error: unknown): void => {
    if (!isAway) log.error({ error: String(error) }, 'the database does not answer; work goes on when it does');
    isAway = true;
  };
  return {
    away,
    failed(error, place, message) {
      const kind = error instanceof StoreError ? error.kind : undefined;
      if (kind === 'unreachable') away(error);
      else if (kind === 'lease-lost') log.warn(place, 'another replica took work over; this one leaves it');
      else log.error({ ...place, error: String(error) }, message);
    },
    back() {
      if (isAway) log.info({}, 'the database answers again');
      isAway = false;
    },
  };
}
