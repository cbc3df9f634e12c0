import * as z from 'zod';
import type { Section } from '../../../domain/answer.ts';
import type { Command, CommandResult } from '../../../domain/command.ts';
import { defineCommand } from '../../define-command.ts';
import type { GroupIbClient } from '../client.ts';
import { collectionNamed } from '../collections.ts';
import type { Hit } from '../schema.ts';
import { queryArgument } from './arguments.ts';

/** What the account may read. Source: CONTRACT.md §11. */
export function availableCollections(client: GroupIbClient): Command {
  return defineCommand({
    name: 'gibti-get-available-collections',
    aliases: ['gibtia-get-available-collections'],
    summary: 'Collections that your account may read',
    needs: 'read',
    args: z.object({}),
    outputs: [{ path: 'GIBTI.OtherInfo', key: 'collections', summary: 'Their names' }],
    async run(_args, { signal }) {
      const grants = await client.grants(signal);
      const collections = [...new Set(grants.map(({ collection }) => collection))];
      if (collections.length === 0) {
        return { text: 'There are no collections available', sections: [], outputs: { 'GIBTI.OtherInfo': [] } };
      }
      const title = 'Available collections';
      const rows = collections.map((name) => [name]);
      return {
        text: title,
        sections: [{ kind: 'table', table: { title, columns: ['collections'], rows } }],
        outputs: { 'GIBTI.OtherInfo': [{ collections }] },
      };
    },
  });
}

const nothingFound = 'No results found for your query.';

/** How much each collection holds of something. Source: CONTRACT.md §11. */
export function globalSearch(client: GroupIbClient): Command {
  return defineCommand({
    name: 'gibti-global-search',
    aliases: ['gibtia-global-search'],
    summary: 'Search all collections: how many records each has, and where to read on',
    needs: 'read',
    args: z.object({
      query: queryArgument
        .describe('What to look for; `ip:`, `domain:`, `email:`, `hash:` narrow it')
        .meta({ example: 'ip:192.0.2.45' }),
    }),
    outputs: [
      { path: 'GIBTI.search.global', key: 'query', summary: 'apiPath, count, GIBLink and query of each collection' },
    ],
    run: async ({ query }, { signal }) => hitsResult(query, await client.globalSearch(query, signal)),
  });
}

function hitsResult(query: string, hits: readonly Hit[]): CommandResult {
  const known = hits.filter(({ apiPath }) => collectionNamed(apiPath) !== undefined);
  const others = othersSection(hits.filter((hit) => !known.includes(hit)));
  if (known.length === 0) return { text: nothingFound, sections: others, outputs: { 'GIBTI.search.global': [] } };
  const title = 'Search results';
  const columns = ['apiPath', 'count', 'GIBLink'];
  const rows = known.map(({ apiPath, count, link }) => [apiPath, String(count), link ?? '']);
  return {
    text: `${title} for ${query}`,
    sections: [{ kind: 'table', table: { title, columns, rows } }, ...others],
    outputs: {
      'GIBTI.search.global': known.map(({ apiPath, count, link }) => ({
        apiPath,
        count,
        ...(typeof link === 'string' && { GIBLink: link }),
        query: `${apiPath}?q=${query}`,
      })),
    },
  };
}

/** The contract drops what it has no mapping for; that there is something is told all the same. */
function othersSection(hits: readonly Hit[]): readonly Section[] {
  if (hits.length === 0) return [];
  const list = hits.map(({ apiPath, count }) => `${apiPath} (${count})`).join(', ');
  return [{ kind: 'text', lines: [`Also in collections that Picket does not read: ${list}`] }];
}
