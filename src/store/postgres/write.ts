import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Queries } from './database.ts';
import { Conflict } from './errors.ts';
import type { Tables } from './tables.ts';

type ColumnType = 'text' | 'text[]' | 'boolean' | 'bigint' | 'timestamptz';

/** The tables that are written in bulk, with the columns that are written; what identifies a row comes first. */
const written = {
  incidents: {
    key: 'text',
    instance: 'text',
    external_id: 'text',
    severity: 'text',
    status: 'text',
    closed: 'boolean',
    watched: 'boolean',
    channel: 'text',
    occurred_at: 'timestamptz',
    closed_at: 'timestamptz',
    message_channel: 'text',
    message_ts: 'text',
    record: 'text',
  },
  incident_indicators: { indicator: 'text', key: 'text' },
  incident_counts: { instance: 'text', severity: 'text', status: 'text', closed: 'boolean', count: 'bigint' },
  outbox: {
    sequence: 'bigint',
    channel: 'text',
    state: 'text',
    slot: 'text',
    flood: 'text',
    key: 'text',
    created_at: 'timestamptz',
    record: 'text',
  },
  checkpoints: { instance: 'text', feed: 'text', record: 'text' },
  rejections: {
    instance: 'text',
    id: 'text',
    feed: 'text',
    first_seen_at: 'text',
    last_seen_at: 'text',
    count: 'bigint',
    record: 'text',
  },
  indicators: { id: 'text', indicator: 'text', updated_at: 'timestamptz', expires_at: 'timestamptz', record: 'text' },
  audit: { sequence: 'bigint', key: 'text', record: 'text' },
  pauses: { instance: 'text', record: 'text' },
  claims: { id: 'text', state: 'text', at: 'timestamptz', expires_at: 'timestamptz', record: 'text' },
  summaries: { id: 'text', keys: 'text[]', created_at: 'timestamptz', record: 'text' },
} as const satisfies { readonly [T in keyof Tables]?: { readonly [C in keyof Insertable<Tables[T]>]?: ColumnType } };

export type WrittenTable = keyof typeof written;
/** A row as it is written. */
export type RowOf<T extends WrittenTable> = {
  readonly [C in keyof (typeof written)[T]]: C extends keyof Insertable<Tables[T]> ? Insertable<Tables[T]>[C] : never;
};
type ColumnOf<T extends WrittenTable> = keyof (typeof written)[T] & string;

/** How rows get into a table. */
export interface Insertion<T extends WrittenTable> {
  readonly table: T;
  readonly rows: readonly RowOf<T>[];
  /** Columns that the database fills. */
  readonly without?: ColumnOf<T>;
}

/**
 * Inserts rows in the order given, as one parameter: neither a statement's text nor the time to plan it grows with their
 * number. `tail` is what stands behind: on conflict, returning.
 */
export async function insertRows<R, T extends WrittenTable>(
  queries: Queries,
  { table, rows, without }: Insertion<T>,
  tail: RawBuilder<R>,
): Promise<readonly R[]> {
  if (rows.length === 0) return [];
  const columns = columnsOf(table).filter(([name]) => name !== without);
  const names = sql.join(columns.map(([name]) => sql.ref(name)));
  const statement = sql<R>`insert into ${sql.table(`picket.${table}`)} as kept (${names})
    select ${names} from ${recordset(rows, columns)} ${tail}`;
  return (await statement.execute(queries)).rows;
}

type Columns = readonly (readonly [name: string, type: ColumnType])[];

function columnsOf(table: WrittenTable): Columns {
  return Object.entries<ColumnType>(written[table]);
}

/** Rows as one parameter, by the name `given`. */
function recordset(rows: readonly object[], columns: Columns): RawBuilder<unknown> {
  const typed = sql.join(columns.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as given(${typed})`;
}

/** Replaces rows that are there, by their first column; what is not there stays away. */
export async function updateRows<T extends 'outbox'>(
  queries: Queries,
  { table, rows }: Pick<Insertion<T>, 'table' | 'rows'>,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = columnsOf(table);
  const [first, ...others] = columns;
  const key = first?.[0] ?? '';
  const sets = others.map(([name]) => sql`${sql.ref(name)} = ${sql.ref(`given.${name}`)}`);
  await sql`update ${sql.table(`picket.${table}`)} as kept set ${sql.join(sets)} from ${recordset(rows, columns)}
    where ${sql.ref(`kept.${key}`)} = ${sql.ref(`given.${key}`)}`.execute(queries);
}

/** What makes an insert replace what is there. `keys` identify a row. */
export function replacing<T extends WrittenTable>(table: T, keys: readonly ColumnOf<T>[]): RawBuilder<unknown> {
  const others = Object.keys(written[table]).filter((name) => !keys.some((key) => key === name));
  const sets = others.map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`);
  return sql`on conflict (${sql.join(keys.map((key) => sql.ref(key)))}) do update set ${sql.join(sets)}`;
}

/**
 * Inserts rows or replaces them, by their first column.
 *
 * Errors: `Conflict` where one in `mustBeNew` has come to be since it was looked for.
 */
export async function putRows<T extends 'incidents' | 'claims' | 'summaries' | 'pauses'>(
  queries: Queries,
  { table, rows }: Pick<Insertion<T>, 'table' | 'rows'>,
  mustBeNew: ReadonlySet<string> = new Set(),
): Promise<void> {
  const [key] = Object.keys(written[table]) as [ColumnOf<T>];
  const tail = sql<{ key: string; is_new: boolean }>`${replacing(table, [key])}
    returning ${sql.ref(`kept.${key}`)} as key, (kept.xmax = 0) as is_new`;
  const put = await insertRows(queries, { table, rows: inOrder(rows, key) }, tail);
  if (put.some((row) => !row.is_new && mustBeNew.has(row.key))) throw new Conflict();
}

/** Rows by a column: where every transaction locks in one order, no two wait for each other. */
export function inOrder<R>(rows: readonly R[], column: keyof R): readonly R[] {
  const place = (row: R): string => String(row[column]);
  return rows.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** `= any(…)` with all values as one parameter. */
export function anyOf(values: readonly string[]): RawBuilder<string> {
  return sql<string>`any(${values}::text[])`;
}

export function anyOfNumbers(values: readonly number[]): RawBuilder<number> {
  return sql<number>`any(${values}::bigint[])`;
}
