import * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import type { Incident } from '../../../domain/incident.ts';
import { defineCommand } from '../../define-command.ts';
import { contextPath } from '../answers.ts';
import { required } from '../arguments.ts';
import type { Rapid7Client } from '../client.ts';
import { enrichAll } from './enrichment.ts';
import { withNotes } from './list-command.ts';
import { paceOf, pollingArguments } from './polling.ts';
import type { Polling } from './polling.ts';
import { quotaText } from './quota.ts';
import { reliabilityText } from './reliability.ts';
import type { Reliability } from './reliability.ts';
import { reputationResult } from './reputation-answer.ts';
import { reputationKinds, valueOfKind } from './reputation-kinds.ts';
import type { ReputationKind } from './reputation-kinds.ts';

/** `file`, `ip`, `url` and `domain`. Source: CONTRACT.md §8.4. */
export function reputationCommands(client: Rapid7Client, { reliability }: Reliability): readonly Command[] {
  return reputationKinds.map((kind) =>
    defineCommand({
      name: kind.name,
      summary: kind.summary,
      needs: 'read',
      args: z.object({ [kind.name]: valuesArgument(kind), ...pollingArguments, ...unusedArguments(kind) }),
      outputs: [
        { path: contextPath(kind.output), key: kind.key, summary: kind.summary },
        { path: 'DBotScore', key: 'Indicator', summary: 'The score of each: 3 is bad, 0 unknown' },
      ],
      fromIncident: (incident) => ofIncident(incident, kind),
      async run(args, { signal }) {
        // A name that is not known here leaves the type checker without the arguments' types.
        const { [kind.name]: values = [], ...pace } = args as Arguments;
        const results = await enrichAll(client, values, { ...paceOf(pace), signal });
        const notes = [await quotaText(client, signal)].filter((text) => text !== undefined);
        return withNotes(reputationResult(results, kind, reliabilityText({ reliability })), notes);
      },
    }),
  );
}

type Arguments = { readonly [name in ReputationKind['name']]?: readonly string[] } & Polling;

function valuesArgument(kind: ReputationKind) {
  const { name, ofKind, example } = kind;
  return required(name)
    .transform((text, context): readonly string[] => {
      const given = kind.itemsOf(text).map((item) => ({ item, value: valueOfKind(item, kind) }));
      const values = given.flatMap(({ value }) => value ?? []);
      if (values.length > 0 && values.length === given.length) return values;
      const bad = given.find(({ value }) => value === undefined)?.item;
      const wrong = `"${bad}" is not correct ${ofKind}, please insert correct ${ofKind}.`;
      context.addIssue({ code: 'custom', message: bad === undefined ? `${name} argument is required.` : wrong });
      return z.NEVER;
    })
    .describe('What to ask about; each may cost a credit')
    .meta({ kind: 'list', example });
}

/** Declared by the contract, without effect there and here; playbooks may pass it. */
function unusedArguments({ name }: ReputationKind) {
  return name === 'url' ? { sampleSize: z.string().default('10').describe('Without effect') } : {};
}

function ofIncident({ indicators }: Incident, { name }: ReputationKind): { readonly [argument: string]: string } {
  const values = indicators.filter(({ kind }) => kind === name).map(({ value }) => value);
  return values.length === 0 ? {} : { [name]: JSON.stringify(values) };
}
