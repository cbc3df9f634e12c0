import type { Card } from '../domain/card.ts';
import type { CommandFile } from '../domain/command.ts';
import type { Incident } from '../domain/incident.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Changes, Known, Lease, Scope, Store } from '../ports/store.ts';

/** What working off an outbox needs. */
export interface DeliverDeps {
  readonly store: Store;
  readonly notifier: Notifier;
  readonly present: (incident: Incident) => Card;
  /** A vendor's file; a `DeliveryError` of kind `wait` where the vendor cannot be asked now. */
  readonly attachment: (incident: Incident, id: string, signal: AbortSignal) => Promise<CommandFile | undefined>;
  readonly runPlaybook: (key: string, commandLine: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly signal: AbortSignal;
  /** Where entries go whose own channel cannot be posted to. */
  readonly fallbackChannel: string;
  /** `/threat`, for what the operator is told. */
  readonly slackCommand: string;
  /** Under which the channel is worked on; every commit is refused once it is another's. */
  readonly lease?: Lease;
  /** Other replicas share the store: a post of one that lost its lease may still be on its way. */
  readonly othersMayPost?: boolean;
}

/** A commit of delivery, under its lease. Errors: the store's. */
export async function commit<T>(
  { store, lease }: Pick<DeliverDeps, 'store' | 'lease'>,
  scope: Partial<Scope>,
  decide: (known: Known) => Changes & { readonly result: T },
): Promise<T> {
  return store.transact({ keys: [], ...scope }, (known) => ({
    ...decide(known),
    ...(lease !== undefined && { lease }),
  }));
}
