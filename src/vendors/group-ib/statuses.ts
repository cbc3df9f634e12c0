import * as z from 'zod';
import type { Command, CommandResult } from '../../domain/command.ts';
import type { StatusSetting } from '../../ports/vendor.ts';
import { defineCommand } from '../define-command.ts';
import { placeOf } from './place.ts';

/** Group-IB has no statuses: these are kept here alone. Source: INTERFACE.md §6. */
export const statusWords = ['Open', 'In Progress', 'Resolved', 'False Positive'] as const;
export type StatusWord = (typeof statusWords)[number];

/** What a record is when it comes. */
export const openStatus: StatusWord = 'Open';

const closing: ReadonlySet<StatusWord> = new Set<StatusWord>(['Resolved', 'False Positive']);

export const statusCommand = 'gib_set_status';

/** Sets an incident's status. Asks nothing of Group-IB, which has no such thing. */
export const setStatus: Command = defineCommand({
  name: statusCommand,
  summary: "Change an incident's status (kept by Picket: Group-IB has none)",
  needs: 'respond',
  args: z.object({
    id: z
      .string('id argument is required.')
      .trim()
      .refine((id) => placeOf(id) !== undefined, 'id must be `<collection>/<id>`, as it stands on the incident.')
      .describe('The incident, as `<collection>/<id>`')
      .meta({ example: 'osi/vulnerability/CVE-2024-3400' }),
    status: z
      .enum(statusWords, {
        error: ({ input }) =>
          input === undefined
            ? 'status argument is required.'
            : `Invalid status value. Allowed values: ${statusWords.join(', ')}`,
      })
      .describe('New status'),
  }),
  fromIncident: ({ externalId }) => ({ id: externalId }),
  run: async (args) => Promise.resolve(statusSet(args)),
  // There is no vendor that could have missed it: what was cut off is made good.
  verify: async (args) => Promise.resolve({ state: 'done', result: statusSet(args) }),
});

function statusSet({ id, status }: { readonly id: string; readonly status: StatusWord }): CommandResult {
  const patch = { externalId: id, status, closed: closing.has(status), did: `changed the status to ${status}` };
  return { text: `Status of ${id} changed to ${status}`, sections: [], outputs: {}, patches: [patch] };
}

export const statuses: StatusSetting = {
  words: statusWords,
  command: ({ externalId }, status) => ({ name: statusCommand, args: { id: externalId, status } }),
};
