import { type RawBuilder, sql } from 'kysely';

/**
 * A record as JSON that PostgreSQL reads. Records are JSON as JavaScript writes it, and that has `\u0000` and half
 * surrogates, which PostgreSQL refuses: a space stands for every `\u…`, and for `\\` so that no other one comes about.
 */
function readable(record: RawBuilder<string>): RawBuilder<unknown> {
  const isPlain = sql`strpos(${record}, ${String.raw`\u`}) = 0`;
  const escapes = String.raw`\\(\\|u[0-9a-f]{4})`;
  return sql`(case when ${isPlain} then ${record} else regexp_replace(${record}, ${escapes}, ' ', 'g') end)::json`;
}

/** JavaScript's white space. */
const space = String.raw`[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]`;
const red = `^${space}*(tlp(:|${space})*)?red${space}*$`;

/** `isRestricted` of a record, by the database. A record without any level is not parsed for it. */
export function isRestrictedRecord(record: RawBuilder<string>): RawBuilder<boolean> {
  return sql<boolean>`case when strpos(${record}, '"tlp":"') = 0 then false
    else coalesce(${readable(record)} ->> 'tlp' ~* ${red}, false) end`;
}
