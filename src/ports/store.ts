import type { AuditEntry, Checkpoint, Pause, RejectedRecord, StoredRejection } from '../domain/checkpoint.ts';
import type { Claim } from '../domain/claim.ts';
import type { Incident } from '../domain/incident.ts';
import type { Indicator, IndicatorRecord } from '../domain/indicator.ts';
import type { NewOutboxEntry, OutboxEntry } from '../domain/outbox.ts';
import type { Severity } from '../domain/severity.ts';
import type { Summary } from '../domain/summary.ts';

/** Everything one commit moves, all or nothing. */
export interface Changes {
  /** New or replaced, by key. */
  readonly incidents?: readonly Incident[];
  /**
   * Appended in this order. An `incident` effect whose key, or a `summary` effect whose id, already waits in the same
   * channel is merged into that entry; without a `flood` mark of its own it takes the entry's away.
   */
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
  /** New or replaced, by id. */
  readonly claims?: readonly Claim[];
  /** New or replaced, by id. */
  readonly summaries?: readonly Summary[];
  /** Under which lease this is done: refused with a `StoreError` of kind `lease-lost` where it is held no more. */
  readonly lease?: Lease;
}

/** One holder's right to a task, until it runs out by the store's clock. */
export interface Lease {
  readonly name: string;
  /** Tells this holder from every other one, also from itself before a restart. */
  readonly token: string;
}

/** What is known at the instant of the commit, for the keys asked about. */
export interface Known {
  readonly incidents: ReadonlyMap<string, Incident>;
  /** Ids of the records given in `rejections` that were seen before. */
  readonly rejections: ReadonlySet<string>;
  /** Entries asked about that are in the outbox still. */
  readonly entries: ReadonlyMap<number, OutboxEntry>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly summaries: ReadonlyMap<string, Summary>;
  readonly checkpoint: Checkpoint | undefined;
  /**
   * `incident` entries that wait in the channel asked about, are marked with its poll and show an incident that is known
   * and has no message, by sequence.
   */
  readonly flood: readonly OutboxEntry[];
}

export interface Scope {
  readonly keys: readonly string[];
  readonly rejections?: { readonly instance: string; readonly ids: readonly string[] };
  /** Sequences. */
  readonly entries?: readonly number[];
  readonly claims?: readonly string[];
  readonly summaries?: readonly string[];
  readonly checkpoint?: { readonly instance: string; readonly feed: string };
  readonly flood?: { readonly channel: string; readonly poll: string };
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

/** Which incidents that hold an indicator are asked for. */
export interface HolderQuery {
  readonly indicator: Indicator;
  /** Only of these instances. */
  readonly instances?: readonly string[];
  /** Without the incident of this key. */
  readonly except?: string;
  /** Without those whose content is for named people only (`isRestricted`). */
  readonly unrestricted?: boolean;
  /** Given in full. */
  readonly limit: number;
  /** Counting ends here. */
  readonly countTo: number;
}

export interface Holders {
  /** Newest `occurredAt` first. */
  readonly incidents: readonly Incident[];
  /** `countTo` where there are as many or more. */
  readonly count: number;
}

/** Which feeds' records of an indicator are asked for. */
export interface RecordQuery {
  readonly indicator: Indicator;
  /** Only of these instances. */
  readonly instances?: readonly string[];
  readonly limit: number;
}

/** A row of counts, for home, reports and health. */
export interface IncidentCount {
  readonly instance: string;
  readonly severity: Severity;
  readonly status: string;
  readonly closed: boolean;
  readonly count: number;
}

/** What waits for one channel. */
export interface LaneDepth {
  readonly channel: string;
  readonly count: number;
  /** When the oldest of it was decided. */
  readonly since: string;
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
  /**
   * Incidents that hold an indicator, in a time that does not grow with their number. Where there are `countTo` or more,
   * a store of millions looks for the newest among the 10,000 incidents that came last (of the instance, where one is
   * asked about), then takes what it has counted; and it counts among the first 1,000 that hold the indicator.
   */
  incidentsWith(query: HolderQuery): Promise<Holders>;
  /**
   * Incidents since then (ISO 8601 UTC, against `occurredAt`), newest first, in pages that are small enough to be held.
   * What comes meanwhile is not among them.
   */
  incidentsSince(since: string): AsyncIterable<readonly Incident[]>;
  /** External ids of an instance's incidents that are not closed. */
  openIds(instance: string): Promise<readonly string[]>;
  /** External ids of an instance's incidents that are `watched`. */
  watchedIds(instance: string): Promise<readonly string[]>;
  counts(): Promise<readonly IncidentCount[]>;
  indicator(query: RecordQuery): Promise<readonly IndicatorRecord[]>;
  checkpoint(instance: string, feed: string): Promise<Checkpoint | undefined>;
  /** Channels that have entries waiting or sending. */
  channelsWaiting(): Promise<readonly string[]>;
  /** The first entry of a channel that waits or is being sent, by sequence. */
  nextEntry(channel: string): Promise<OutboxEntry | undefined>;
  outboxDepth(): Promise<number>;
  /** Channels that have entries waiting or sending, with how many, the longest waiting first. */
  lanes(): Promise<readonly LaneDepth[]>;
  buried(): Promise<readonly OutboxEntry[]>;
  summary(id: string): Promise<Summary | undefined>;
  /** Claims in state `running`, oldest first. */
  runningClaims(): Promise<readonly Claim[]>;
  /** Open incidents that have a message, by key, after `after`. */
  openPosted(after: string | undefined, limit: number): Promise<readonly Incident[]>;
  /**
   * Takes or renews a lease for `ms` from now by the store's clock; false where another token holds it. Not durable in
   * a store that only one process opens.
   */
  hold(lease: Lease, ms: number): Promise<boolean>;
  /** Gives a lease up; nothing happens where it is another's. */
  release(lease: Lease): Promise<void>;
  rejections(instance: string): Promise<readonly StoredRejection[]>;
  pauses(): Promise<readonly Pause[]>;
  /** Newest first. */
  audit(query: { readonly key?: string; readonly limit: number }): Promise<readonly AuditEntry[]>;
  /**
   * Drops incidents closed before `closedBefore`, expired indicators and claims, and summaries made a day or longer
   * before `now` none of whose incidents are left, at most `limit`; gives how many went.
   */
  prune(closedBefore: string | undefined, now: string, limit: number): Promise<number>;
  /** Throws where the store cannot be read or written. */
  ping(): Promise<void>;
  /** Waits for what is being written, then lets go of the file or connections. */
  close(): Promise<void>;
}
