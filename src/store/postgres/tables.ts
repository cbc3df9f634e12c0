import type { ColumnType, Generated } from 'kysely';

/** A point in time as PostgreSQL keeps it; written as ISO 8601. */
type Instant = ColumnType<Date, string, string>;
type MaybeInstant = ColumnType<Date | null, string | null, string | null>;

/**
 * The tables of the newest migration, as queries see them.
 *
 * `record` is the domain's record as JSON text, as it was written: `jsonb` refuses null characters and half surrogates,
 * which hostile text holds. The other columns are what rows are found by, written by `columns.ts`.
 */
export interface Tables {
  readonly incidents: IncidentsTable;
  readonly incident_indicators: { readonly indicator: string; readonly key: string };
  readonly incident_counts: CountsTable;
  readonly outbox: OutboxTable;
  readonly checkpoints: { readonly instance: string; readonly feed: string; readonly record: string };
  readonly rejections: RejectionsTable;
  readonly indicators: IndicatorsTable;
  readonly audit: AuditTable;
  readonly pauses: { readonly instance: string; readonly record: string };
  readonly claims: ClaimsTable;
  readonly summaries: SummariesTable;
  readonly leases: { readonly name: string; readonly token: string; readonly expires_at: Instant };
  readonly budgets: BudgetsTable;
  readonly feed_health: FeedHealthTable;
  readonly shelf: ShelfTable;
  readonly facts: { readonly name: string; readonly value: string };
}

interface IncidentsTable {
  readonly key: string;
  readonly instance: string;
  readonly external_id: string;
  readonly severity: string;
  readonly status: string;
  readonly closed: boolean;
  readonly watched: boolean;
  readonly channel: string;
  readonly occurred_at: Instant;
  readonly closed_at: MaybeInstant;
  readonly message_channel: string | null;
  readonly message_ts: string | null;
  readonly record: string;
}

/** How many incidents there are of each sort; kept in the commit that changes them. */
interface CountsTable {
  readonly instance: string;
  readonly severity: string;
  readonly status: string;
  readonly closed: boolean;
  readonly count: number;
}

interface OutboxTable {
  readonly sequence: Generated<number>;
  readonly channel: string;
  readonly state: string;
  /** Under which later entries of the channel merge into it; null where nothing does. */
  readonly slot: string | null;
  /** The poll whose new incidents it is one of; null where it does not wait as one. */
  readonly flood: string | null;
  /** The incident that it shows, where it is one of a flood. */
  readonly key: string | null;
  readonly created_at: Instant;
  readonly record: string;
}

interface RejectionsTable {
  readonly number: Generated<number>;
  readonly instance: string;
  readonly id: string;
  readonly feed: string;
  readonly first_seen_at: string;
  readonly last_seen_at: string;
  readonly count: number;
  readonly record: string;
}

interface IndicatorsTable {
  readonly id: string;
  readonly indicator: string;
  readonly updated_at: MaybeInstant;
  readonly expires_at: MaybeInstant;
  readonly record: string;
}

interface AuditTable {
  readonly sequence: Generated<number>;
  readonly key: string | null;
  readonly record: string;
}

interface ClaimsTable {
  readonly id: string;
  readonly state: string;
  readonly at: Instant;
  readonly expires_at: MaybeInstant;
  readonly record: string;
}

interface SummariesTable {
  readonly id: string;
  /** Of its incidents. */
  readonly keys: readonly string[];
  readonly created_at: Instant;
  readonly record: string;
}

interface BudgetsTable {
  readonly bucket: string;
  /** The last instants taken, in milliseconds since the epoch, oldest first. */
  readonly places: Generated<readonly number[]>;
  /** Nothing before this, in milliseconds since the epoch. */
  readonly held_until: Generated<number>;
}

interface FeedHealthTable {
  readonly instance: string;
  readonly feed: string;
  readonly last_success_at: string | null;
  readonly failed_at: string | null;
  readonly failure_kind: string | null;
  readonly failure_message: string | null;
  readonly failures_in_a_row: Generated<number>;
  readonly rejected: Generated<number>;
}

interface ShelfTable {
  readonly id: string;
  readonly text: string;
  readonly expires_at: Instant;
}
