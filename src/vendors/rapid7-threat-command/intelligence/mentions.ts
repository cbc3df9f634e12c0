import * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import type { Json, JsonObject } from '../../../domain/json.ts';
import { defineCommand } from '../../define-command.ts';
import { contextPath, isObject, tabled } from '../answers.ts';
import { choices, flag, instant, required, wholeNumber } from '../arguments.ts';
import type { Rapid7Client } from '../client.ts';
import { compact } from '../compact.ts';
import { withoutBlanks } from '../words.ts';
import { withNotes } from './list-command.ts';
import { namesOf, rowsOf } from './rows.ts';
import type { Field } from './rows.ts';

const sourceTypes = [
  'Social Media',
  'Paste Site',
  'Hacking Forum',
  'Instant Message',
  'Black Market',
  'Cyber Security Blog',
  'Web Page',
] as const;

const fields: readonly Field[] = [
  ['author', 'Author'],
  ['comment_number', 'CommentNumber'],
  ['original_url', 'OriginalUrl'],
  ['source_date', 'SourceDate'],
  ['url', 'Url'],
  ['insertion_date', 'InsertionDate'],
  ['type', 'Type'],
  ['Tags', 'Tags'],
  ['id', 'id'],
  ['short_content', 'ShortContent'],
  ['title', 'Title'],
  ['date', 'Date'],
];

const Mentions = z
  .object({ Data: z.custom<Json>().optional(), Total: z.number().nullish() })
  .nullable()
  .transform((answer) => ({ rows: rowsOf(fields, answer?.Data).map(withoutEmpties), total: answer?.Total }));

/** What was written about something on the open and the dark web, 15 a page. Source: CONTRACT.md §4.8, §7.4. */
export function mentionCommands(client: Rapid7Client): readonly Command[] {
  return [searchMentions(client)];
}

function searchMentions(client: Rapid7Client): Command {
  return defineCommand({
    name: 'threat-command-mention-search',
    summary: 'Search what is written on the open and the dark web',
    needs: 'read',
    args: z.object({
      search: required('search')
        .describe('Text to search for; knows AND, OR, NOT, parentheses and `field: value`')
        .meta({ example: '"acme.example" AND password' }),
      report_date: instant('report_date').optional().describe('Reported from'),
      page_number: wholeNumber(0, 'page_number has to be 0 or more.')
        .prefault('0')
        .describe('Page of 15 mentions; starts at 0'),
      source_types: choices('source_types', sourceTypes).optional().describe('Only these kinds of sources'),
      only_dark_web: flag('only_dark_web').default('false').describe('Only the dark web'),
      highlight_tags: flag('highlight_tags').default('true').describe('Mark what was searched for'),
    }),
    outputs: [{ path: contextPath('Mentions'), key: 'id', summary: 'The mentions of the page' }],
    async run(args, { signal }) {
      const { search, page_number: page } = args;
      const query = {
        search,
        'report-date': args.report_date,
        'page-number': page,
        'source-type': args.source_types?.map(withoutBlanks),
        'only-dark-web': capitalised(args.only_dark_web),
        'highlight-tags': capitalised(args.highlight_tags),
      };
      const { rows, total } = await client.json(Mentions, { method: 'GET', path: '/v2/intellifind', query, signal });
      const title = `Mentions for "${search}" (page number ${page}).`;
      const shown = rows.map((row) => ({ ...row, Tags: tagsOf(row) }));
      const result = tabled({ title, output: 'Mentions', rows, shown, columns: namesOf(fields) });
      return withNotes(result, typeof total === 'number' ? [`${total} in all, 15 on a page.`] : []);
    },
  });
}

/** This endpoint alone wants capitals (CONTRACT.md §1). */
function capitalised(flagText: 'true' | 'false'): string {
  return flagText === 'true' ? 'True' : 'False';
}

/** The tags that apply, for people: the wire says of each that it does or does not. */
function tagsOf({ Tags }: JsonObject): readonly string[] {
  return isObject(Tags) ? Object.keys(Tags).filter((name) => Tags[name] === true) : [];
}

function withoutEmpties(row: JsonObject): JsonObject {
  const kept = compact(row);
  return isObject(kept) ? kept : {};
}
