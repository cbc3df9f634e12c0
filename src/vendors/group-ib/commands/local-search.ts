import * as z from 'zod';
import type { Command, CommandResult } from '../../../domain/command.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { parseInstant, resolveInstant } from '../../../domain/time.ts';
import { isRestricted } from '../../../domain/tlp.ts';
import { maskJson } from '../../../indicators/mask.ts';
import { defineCommand } from '../../define-command.ts';
import type { GroupIbClient } from '../client.ts';
import { collectionNamed, collections } from '../collections.ts';
import { isObject, textAt } from '../json-path.ts';
import { kinds } from '../kinds/index.ts';
import { withoutSecrets } from '../sensitive.ts';
import { booleanArgument, collectionArgument, integerArgument, queryArgument } from './arguments.ts';
import { emitted } from './emitted.ts';
import { maskedRecord } from './masked-record.ts';
import { withoutNulls, shaped } from './output-shape.ts';

/** Pages and records that one answer may take. */
const mostPages = 50;
const largestPage = 5000;

const searchable = [...collections.map(({ name }) => name), 'ioc/common', 'hi/open_threats'] as const;
const path = 'GIBTI.search.local';

const args = z
  .object({
    collection_name: collectionArgument('collection_name', searchable).describe('Collection to search'),
    query: queryArgument
      .describe('What to look for; a tag narrows it, such as `ip:`, `domain:`, `email:`, `hash:`, `id:`')
      .meta({ example: 'domain:login-acme.example' }),
    requests_limit: integerArgument('requests_limit', { min: 0, max: mostPages })
      .default(1)
      .describe(`Pages to read, at most ${mostPages}; 0 is 1`)
      .meta({ kind: 'number' }),
    page_size_limit: integerArgument('page_size_limit', { min: 1, max: largestPage })
      .default(100)
      .describe('Records a page')
      .meta({ kind: 'number' }),
    seq_update: z
      .string()
      .trim()
      .regex(/^-?\d{1,19}$/, {
        error: ({ input }) => `Invalid 'seq_update' value: expected int, got '${String(input).trim().slice(0, 100)}'`,
      })
      .optional()
      .describe('Only records behind this place, as an answer before named it')
      .meta({ kind: 'number' }),
    include_raw_feed: booleanArgument('include_raw_feed')
      .default(false)
      .describe('Whether each row has the record, too')
      .meta({ kind: 'boolean' }),
    date_from: dateArgument('date_from').describe('Records from this date on'),
    date_to: dateArgument('date_to').describe('Records up to this date'),
  })
  .check(({ value: { date_from, date_to }, issues }) => {
    if (date_from === undefined || date_to === undefined || date_from <= date_to) return;
    issues.push({
      code: 'custom',
      path: ['date_to'],
      message: 'date_to must not be before date_from.',
      input: date_to,
    });
  });

type Args = z.output<typeof args>;

const named = /^(?:(?<m1>[a-z]{3,9})\.? (?<d1>\d{1,2})|(?<d2>\d{1,2}) (?<m2>[a-z]{3,9})),? (?<year>\d{4})$/i;

/** ISO 8601, a duration back from now, or `January 1 2020`. */
function dateArgument(name: 'date_from' | 'date_to') {
  return z
    .string()
    .transform((text, context): string => {
      const instant = parseInstant(text);
      if (instant !== undefined) return inSeconds(resolveInstant(instant, new Date()));
      const { m1, m2, d1, d2, year } = named.exec(text.trim())?.groups ?? {};
      const at = new Date(`${d1 ?? d2} ${m1 ?? m2} ${year} UTC`);
      if (!Number.isNaN(at.getTime())) return inSeconds(at.toISOString());
      const wanted = 'please use something like this: 2020-01-01 or January 1 2020';
      context.addIssue({ code: 'custom', message: `Inappropriate ${name} format, ${wanted}` });
      return z.NEVER;
    })
    .optional()
    .meta({ kind: 'date', example: '2020-01-01' });
}

/** `YYYY-MM-DDThh:mm:ssZ` */
function inSeconds(instant: string): string {
  return `${instant.slice(0, 19)}Z`;
}

/** Records of one collection. Source: CONTRACT.md §11. */
export function localSearch(client: GroupIbClient): Command {
  return defineCommand({
    name: 'gibti-local-search',
    aliases: ['gibtia-local-search'],
    summary: 'Search one collection',
    needs: 'read',
    args,
    outputs: [{ path, key: 'id', summary: 'id, additional_info, seqUpdate and raw_feed of each record' }],
    async run(given, { signal }) {
      const isSearch = collectionNamed(given.collection_name)?.iteration === 'search';
      const ask = (isSearch ? byResult : bySequence)(given, client, signal);
      return foundResult(given, await pagesOf(ask, Math.max(1, given.requests_limit)));
    },
  });
}

interface Page {
  readonly items: readonly Json[];
  /** Where the next page begins; absent where there is none. */
  readonly next?: string | undefined;
  readonly seqUpdate?: string | undefined;
}

/** Asks for the page at a place, the first one without. */
type Ask = (place: string | undefined) => Promise<Page>;

async function pagesOf(ask: Ask, most: number): Promise<readonly Page[]> {
  const pages: Page[] = [];
  let place: string | undefined;
  do {
    const page = await ask(place);
    if (page.items.length === 0) break;
    pages.push(page);
    place = page.next;
  } while (place !== undefined && pages.length < most);
  return pages;
}

function bySequence(given: Args, client: GroupIbClient, signal: AbortSignal): Ask {
  const { collection_name, query: q, page_size_limit: limit, seq_update, date_from: df, date_to: dt } = given;
  return async (place) => {
    const seqUpdate = place ?? seq_update;
    // `df` is for the first request alone (CONTRACT.md §2.1).
    const query = { q, limit, seqUpdate, dt, ...(place === undefined && { df }) };
    const page = await client.updated(collection_name, query, signal);
    const isLast = page.count !== undefined && page.count <= page.items.length;
    return { ...page, next: isLast || page.seqUpdate === seqUpdate ? undefined : page.seqUpdate };
  };
}

/** For a collection that has no sequence (W19). */
function byResult(given: Args, client: GroupIbClient, signal: AbortSignal): Ask {
  const { collection_name, query: q, page_size_limit: limit, date_from: df, date_to: dt } = given;
  return async (resultId) => {
    const query = resultId === undefined ? { q, limit, df, dt } : { resultId, limit };
    const page = await client.search(collection_name, query, signal);
    return { items: page.items, next: page.resultId };
  };
}

function foundResult({ collection_name, query, include_raw_feed }: Args, pages: readonly Page[]): CommandResult {
  const rows = pages.flatMap(({ items, seqUpdate }) =>
    items.filter(isObject).map((record) => rowOf(collection_name, record, { seqUpdate, include_raw_feed })),
  );
  const records = pages.flatMap(({ items }) => items.filter(isObject));
  const title = 'Search results';
  const columns = ['id', 'additional_info', 'seqUpdate'];
  const cells = rows.map((row) => columns.map((column) => textAt(row, column) ?? ''));
  return {
    text: rows.length === 0 ? `No results in ${collection_name} for ${query}` : `${title} in ${collection_name}`,
    sections: rows.length === 0 ? [] : [{ kind: 'table', table: { title, columns, rows: cells } }],
    outputs: { [path]: rows },
    restricted: records.some((record) => isRestricted({ tlp: textAt(record, 'evaluation.tlp') })),
  };
}

interface RowOptions {
  readonly seqUpdate: string | undefined;
  readonly include_raw_feed: boolean;
}

function rowOf(collection: Args['collection_name'], record: JsonObject, options: RowOptions): JsonObject {
  const name = nameOf(collection, record);
  return {
    id: record.id ?? null,
    additional_info: name === undefined ? null : `Name: ${name}`,
    ...(options.seqUpdate !== undefined && { seqUpdate: options.seqUpdate }),
    ...(options.include_raw_feed && { raw_feed: JSON.stringify(feedOf(collection, record)) }),
  };
}

/** What a record is called, out of nothing sensitive. */
function nameOf(collection: Args['collection_name'], record: JsonObject): string | undefined {
  const kind = collectionNamed(collection)?.kind;
  if (kind === undefined)
    return ['title', 'url', 'domain', 'ip', 'hash'].flatMap((name) => textAt(record, name) ?? [])[0];
  const name = kinds[kind].name(record);
  return name === undefined ? undefined : withoutSecrets(kind, record)(name);
}

/** The record under the mapped names, masked before it becomes a text that nothing could be found in any more. */
function feedOf(collection: Args['collection_name'], record: JsonObject): Json {
  const kind = collectionNamed(collection)?.kind;
  if (kind === undefined) return maskJson(withoutNulls(record));
  const masked = maskedRecord(kind, record);
  return maskJson(shaped(masked, emitted[kind], masked));
}
