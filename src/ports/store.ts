import type { AuditEntry, Checkpoint, Pause, RejectedRecord, StoredRejection } from '../domain/checkpoint.ts';
import type { Incident } from '../domain/incident.ts';
import type { Indicator, IndicatorRecord } from '../domain/indicator.ts';
import type { NewOutboxEntry, OutboxEntry } from '../domain/outbox.ts';
import type { Severity } from '../domain/severity.ts';

/** Everything one commit moves, all or nothing. */
export interface Changes {
  /** New or replaced, by key. */
  readonly incidents?: readonly Incident[];
  /** Appended in this order; an `incident` effect whose key already waits in the same channel is merged into it. */
  readonly enqueue?: readonly NewOutboxEntry[];
  /** Outbox entries confirmed: removed. */
  readonly delivered?: readonly number[];
  /** Outbox entries replaced, by sequence. */
  readonly entries?: readonly OutboxEntry[];
  readonly checkpoint?: Checkpoint;
  readonly rejected?: {
    readonly instance: string;
    readonly feed: string;
    readonly at: string;
    readonly records: readonly RejectedRecord[];
  };
  /** Upserted by instance + feed + kind + value; kept where the known one has a later `updatedAt`. */
  readonly indicators?: readonly IndicatorRecord[];
  readonly audit?: readonly AuditEntry[];
  readonly pause?: Pause;
  /** Instance whose pause ends. */
  readonly resume?: string;
}

/** What is known at the instant of the commit, for the keys asked about. */
export interface Known {
  readonly incidents: ReadonlyMap<string, Incident>;
  /** Ids of the records given in `rejections` that were seen before. */
  readonly rejections: ReadonlySet<string>;
}

export interface Scope {
  readonly keys: readonly string[];
  readonly rejections?: { readonly instance: string; readonly ids: readonly string[] };
}

export interface IncidentQuery {
  readonly instance?: string;
  readonly status?: string;
  readonly severities?: readonly Severity[];
  readonly open?: boolean;
  readonly channel?: string;
  /** ISO 8601 UTC, against `occurredAt`. */
  readonly since?: string;
  readonly limit: number;
  readonly offset?: number;
}

export interface IncidentPage {
  /** Newest `occurredAt` first. */
  readonly incidents: readonly Incident[];
  readonly total: number;
}

/** A row of counts, for home, reports and health. */
export interface IncidentCount {
  readonly instance: string;
  readonly severity: Severity;
  readonly status: string;
  readonly closed: boolean;
  readonly count: number;
}

/**
 * What Picket remembers. Nothing here assumes one process: decisions are made inside `transact`, over what is known at
 * that instant, and are pure, so that a store may run them again after a conflict.
 */
export interface Store {
  /**
   * Reads the incidents in `scope`, lets `decide` (pure, synchronous, may run more than once) say what changes, and
   * commits all of it durably before it resolves. Gives what `decide` gave.
   */
  transact<T>(scope: Scope, decide: (known: Known) => Changes & { readonly result: T }): Promise<T>;
  incident(key: string): Promise<Incident | undefined>;
  incidents(query: IncidentQuery): Promise<IncidentPage>;
  /** Incidents of any instance whose vendor id or key is `id`. */
  incidentsById(id: string): Promise<readonly Incident[]>;
  incidentByMessage(channelId: string, messageTs: string): Promise<Incident | undefined>;
  /** Incidents that hold the indicator, newest first. */
  incidentsWith(indicator: Indicator): Promise<readonly Incident[]>;
  /** External ids of an instance's incidents that are not closed. */
  openIds(instance: string): Promise<readonly string[]>;
  /** External ids of an instance's incidents that are `watched`. */
  watchedIds(instance: string): Promise<readonly string[]>;
  counts(): Promise<readonly IncidentCount[]>;
  indicator(indicator: Indicator): Promise<readonly IndicatorRecord[]>;
  checkpoint(instance: string, feed: string): Promise<Checkpoint | undefined>;
  /** Channels that have entries waiting or sending. */
  channelsWaiting(): Promise<readonly string[]>;
  /** The first entry of a channel that waits or is being sent, by sequence. */
  nextEntry(channel: string): Promise<OutboxEntry | undefined>;
  outboxDepth(): Promise<number>;
  buried(): Promise<readonly OutboxEntry[]>;
  rejections(instance: string): Promise<readonly StoredRejection[]>;
  pauses(): Promise<readonly Pause[]>;
  /** Newest first. */
  audit(query: { readonly key?: string; readonly limit: number }): Promise<readonly AuditEntry[]>;
  /** Drops incidents closed before `closedBefore` and expired indicators, at most `limit`; gives how many went. */
  prune(closedBefore: string | undefined, now: string, limit: number): Promise<number>;
  /** Throws where the store cannot be read or written. */
  ping(): Promise<void>;
  /** Waits for what is being written, then lets go of the file or connections. */
  close(): Promise<void>;
}
