import * as z from 'zod';
import type { Command, CommandResult } from '../../../domain/command.ts';
import type { Draft } from '../../../domain/incident.ts';
import { isRestricted } from '../../../domain/tlp.ts';
import { parseEach } from '../../../http/parse-each.ts';
import { defineCommand } from '../../define-command.ts';
import type { GroupIbClient } from '../client.ts';
import type { Collection } from '../collection.ts';
import { draftOf } from '../record-draft.ts';
import { recordSchema } from '../record-schema.ts';
import { indicatorCollections } from '../settings.ts';
import { collectionArgument, idArgument } from './arguments.ts';
import { findRecord } from './find-record.ts';
import { indicatorCollection, reportedIn } from './reported.ts';
import type { Reported } from './reported.ts';

const path = 'GIBTI.Indicator';
const mostRecords = 50;

const args = z.object({
  collection: collectionArgument(
    'collection',
    indicatorCollections,
    () => 'Incorrect collection name. Please, choose one of the displayed options.',
  ).describe('Collection to take indicators from'),
  id: idArgument('96339c2618783a2ffd3fe3f0e855bc63b4890688').optional().describe('Only those of this record'),
  limit: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,8}$/, `limit must be a whole number from 1 to ${mostRecords}.`)
    .transform(Number)
    .refine((limit) => limit <= mostRecords, `A limit should be lower than ${mostRecords}.`)
    .default(mostRecords)
    .describe(`Newest records to read, at most ${mostRecords}`)
    .meta({ kind: 'number' }),
});

type Args = z.output<typeof args>;

/** A sample of what the indicator feed takes in; stores nothing. Source: CONTRACT.md §14. */
export function getIndicators(client: GroupIbClient): Command {
  return defineCommand({
    name: 'gibti-get-indicators',
    aliases: ['gibtia-get-indicators'],
    summary: 'Indicators of one collection, the newest records first',
    needs: 'read',
    args,
    outputs: [
      { path, key: 'value', summary: 'kind, value, sources, tags, confidence, severity, tlp and dates of each' },
    ],
    async run(given, { signal }) {
      const collection = indicatorCollection(given.collection);
      const now = new Date();
      const drafts = await draftsOf(given, { client, collection, now, signal });
      return indicatorsResult(
        given,
        drafts.flatMap((draft) => reportedIn(draft, { collection, now })),
      );
    },
  });
}

interface Asking {
  readonly client: GroupIbClient;
  readonly collection: Collection;
  readonly now: Date;
  readonly signal: AbortSignal;
}

async function draftsOf({ id, limit }: Args, { client, collection, now, signal }: Asking): Promise<readonly Draft[]> {
  const reading = { now, portal: client.portal };
  if (id === undefined) {
    const query = { limit, hunting: collection.alwaysHunting };
    const { items } = await client.search(collection.name, query, signal);
    return parseEach(recordSchema(collection, reading), items).accepted;
  }
  const record = await findRecord(client, { collection: collection.name, id, signal });
  return [draftOf(record, id, { ...reading, collection })];
}

function indicatorsResult({ collection }: Args, reported: readonly Reported[]): CommandResult {
  if (reported.length === 0) return { text: 'No indicators were found.', sections: [], outputs: { [path]: [] } };
  const title = `Indicators from ${collection}`;
  const columns = ['Indicator', 'Kind', 'Severity', 'TLP', 'Confidence', 'Updated', 'Tags'];
  const rows = reported.map((one) => [
    one.value,
    one.kind,
    one.severity ?? '',
    one.tlp ?? '',
    one.confidence === undefined ? '' : String(one.confidence),
    one.updatedAt ?? '',
    one.tags.join(', '),
  ]);
  return {
    text: `${title} (${reported.length})`,
    sections: [{ kind: 'table', table: { title, columns, rows } }],
    outputs: { [path]: reported.map((one) => ({ ...one })) },
    restricted: reported.some(isRestricted),
  };
}
