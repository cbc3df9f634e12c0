import * as z from 'zod';
import type { Line, Section } from '../../../domain/answer.ts';
import type { Command, CommandResult } from '../../../domain/command.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { defineCommand } from '../../define-command.ts';
import { cellText, contextPath, heading } from '../answers.ts';
import { required } from '../arguments.ts';
import type { Rapid7Client } from '../client.ts';
import type { Rapid7Settings } from '../settings.ts';
import { enrichAll } from './enrichment.ts';
import type { Enrichment } from './enrichment.ts';
import { withNotes } from './list-command.ts';
import { isDots } from './paths.ts';
import { paceOf, pollingArguments } from './polling.ts';
import { quotaText } from './quota.ts';
import { reliabilityText } from './reliability.ts';
import { reputationKinds, valueOfKind } from './reputation-kinds.ts';
import type { ReputationKind } from './reputation-kinds.ts';
import { rowOf } from './rows.ts';
import { countsText, stateLines } from './states.ts';
import { factsOf, scoreOf } from './verdict.ts';

type Reliability = Pick<Rapid7Settings, 'reliability'>;

/** `file`, `ip`, `url` and `domain`. Source: CONTRACT.md §8.4. */
export function reputationCommands(client: Rapid7Client, settings: Reliability): readonly Command[] {
  return reputationKinds.map((kind) =>
    defineCommand({
      name: kind.name,
      summary: kind.summary,
      needs: 'read',
      args: z.object({ [kind.name]: valuesArgument(kind), ...pollingArguments, ...unusedOf(kind) }),
      outputs: [
        { path: contextPath(kind.output), key: kind.key, summary: kind.summary },
        { path: 'DBotScore', key: 'Indicator', summary: 'The score: 3 bad, 0 unknown' },
      ],
      fromIncident: ({ indicators }) => ({
        [kind.name]: JSON.stringify(indicators.filter((one) => one.kind === kind.name).map(({ value }) => value)),
      }),
      async run(args, { signal }) {
        const results = await enrichAll(client, values, { ...paceOf(args), signal });
        const notes = [await quotaText(client, signal)].filter((text) => text !== undefined);
        return withNotes(resultOf(results, kind, settings), notes);
      },
    }),
  );
}
