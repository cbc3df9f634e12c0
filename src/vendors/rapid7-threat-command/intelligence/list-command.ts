import * as z from 'zod';
import type { Section } from '../../../domain/answer.ts';
import type { Command, CommandResult } from '../../../domain/command.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { defineCommand } from '../../define-command.ts';
import { contextPath, isObject, tabled } from '../answers.ts';
import type { TableAnswer } from '../answers.ts';
import { cutArguments, pageArguments } from '../arguments.ts';
import type { Call, Rapid7Client } from '../client.ts';
import { cut, readServerPage } from '../paging.ts';
import type { PageChoice, ServerPage } from '../paging.ts';

interface ListOutput {
  /** Below `ThreatCommand.`. */
  readonly path: string;
  readonly key?: string;
  readonly columns: readonly string[];
}

interface Declaration<Args extends z.ZodObject> {
  readonly name: string;
  readonly summary: string;
  readonly args: Args;
  readonly output: ListOutput;
}

/** A list that comes whole and is cut here. */
export interface WholeList<Args extends z.ZodObject> extends Declaration<Args> {
  /** How the contract spells the argument that switches the limit off (CONTRACT.md §5.2). */
  readonly all: 'all_results' | 'all_result';
  readonly call: (args: z.output<Args>) => Omit<Call, 'signal'>;
  /** The answer as rows: objects, or bare texts. */
  readonly rows: z.ZodType<readonly Json[]>;
  readonly title: (args: z.output<Args>) => string;
}

/** What `cutArguments` adds: the type checker loses it where the rest is generic. */
interface Cut {
  readonly limit: number;
  readonly all_results?: 'true' | 'false';
  readonly all_result?: 'true' | 'false';
}

/** A read that gets all there is and answers with the first `limit` of it. */
export function wholeListCommand<Args extends z.ZodObject>(client: Rapid7Client, list: WholeList<Args>): Command {
  return defineCommand({
    ...describe(list),
    args: list.args.extend(cutArguments(list.all)),
    async run(args, { signal }) {
      const own = args as z.output<Args> & Cut;
      const rows = await client.json(list.rows, { ...list.call(own), signal });
      const kept = cut(rows, own.limit, own.all_results ?? own.all_result ?? 'false');
      const notes = kept.length === rows.length ? [] : [`${kept.length} of ${rows.length} are shown: see \`limit\`.`];
      return withNotes(tabled({ ...tableOf(list.output, kept), title: list.title(own) }), notes);
    },
  });
}

/** A list that the server pages. */
export interface PagedList<Args extends z.ZodObject> extends Declaration<Args> {
  readonly call: (args: z.output<Args>) => Omit<Call, 'signal' | 'query'> & Pick<Call, 'query'>;
  readonly page: z.ZodType<ServerPage<JsonObject>>;
  readonly title: (args: z.output<Args>) => string;
}

/** A read that gets one page, by `page`, `page_size` and `limit`. */
export function pagedListCommand<Args extends z.ZodObject>(client: Rapid7Client, list: PagedList<Args>): Command {
  return defineCommand({
    ...describe(list),
    args: list.args.extend(pageArguments()),
    async run(args, { signal }) {
      // What `pageArguments` adds, likewise.
      const own = args as z.output<Args> & PageChoice;
      const call = { ...list.call(own), signal };
      return pagedResult(client, { call, page: list.page, choice: own, title: list.title(own), output: list.output });
    },
  });
}

export interface PagedAnswer {
  readonly call: Call;
  readonly page: z.ZodType<ServerPage<JsonObject>>;
  readonly choice: PageChoice;
  readonly title: string;
  readonly output: ListOutput;
}

/** The page that `choice` means, as a table; tells how to get the next. */
export async function pagedResult(client: Rapid7Client, parts: PagedAnswer): Promise<CommandResult> {
  const { call, page, choice, title, output } = parts;
  const read = async (range: object): Promise<ServerPage<JsonObject>> =>
    client.json(page, { ...call, query: { ...call.query, ...range } });
  const { items, next } = await readServerPage(choice, read);
  const following = choice.page_size === undefined ? 2 : choice.page + 1;
  const more = `There may be more: page=${following} page_size=${choice.page_size ?? choice.limit}`;
  return withNotes(tabled({ ...tableOf(output, items), title }), next === undefined ? [] : [more]);
}

/** A page of the wire: `content` and the cursor of what follows it; no content is the end. */
export function pageOf(rows: (content: Json | undefined) => readonly JsonObject[]) {
  return z
    .object({ content: z.custom<Json>().optional(), nextOffset: z.string().nullish() })
    .nullable()
    .transform((page): ServerPage<JsonObject> => ({
      items: rows(page?.content),
      next: page?.nextOffset ?? undefined,
    }));
}

function describe<Args extends z.ZodObject>({ name, summary, output }: Declaration<Args>) {
  const { path, key } = output;
  const outputs = [{ path: contextPath(path), ...(key !== undefined && { key }), summary }];
  return { name, summary, needs: 'read' as const, outputs };
}

function tableOf({ path, columns }: ListOutput, rows: readonly Json[]): Omit<TableAnswer, 'title'> {
  const [column = ''] = columns;
  const shown = rows.map((row) => (isObject(row) ? row : { [column]: row }));
  return { output: path, rows, shown, columns };
}

/** An answer with lines below its table. */
export function withNotes(result: CommandResult, notes: readonly string[]): CommandResult {
  const section: Section = { kind: 'text', lines: notes };
  return notes.length === 0 ? result : { ...result, sections: [...result.sections, section] };
}
