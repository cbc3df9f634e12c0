import * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import { VendorError } from '../../../domain/errors.ts';
import type { JsonObject } from '../../../domain/json.ts';
import { defineCommand } from '../../define-command.ts';
import { contextPath, tabled } from '../answers.ts';
import { JsonRecord } from '../client.ts';
import type { Rapid7Client } from '../client.ts';
import { namesOf, recordIn, rowOf } from './rows.ts';
import type { Field } from './rows.ts';

const fields: readonly Field[] = [
  ['time_period', 'TimePeriod'],
  ['total', 'Total'],
  ['remaining', 'Remaining'],
];

/** How many enrichments the account has left today. Source: CONTRACT.md §2.4, §7.2. */
export function quotaCommands(client: Rapid7Client): readonly Command[] {
  return [
    defineCommand({
      name: 'threat-command-enrichment-quota-usage',
      summary: 'Enrichment credits of today: how many there are and how many are left',
      needs: 'read',
      args: z.object({}),
      outputs: [{ path: contextPath('IOCsQuota'), summary: 'The credits' }],
      async run(_args, { signal }) {
        const rows = [await readQuota(client, signal)];
        const title = 'Current API enrichment credits (quota).';
        return tabled({ title, output: 'IOCsQuota', rows, columns: namesOf(fields) });
      },
    }),
  ];
}

async function readQuota(client: Rapid7Client, signal: AbortSignal): Promise<JsonObject> {
  const answer = await client.json(JsonRecord, { method: 'GET', path: '/v1/iocs/quota', signal });
  return rowOf(fields, recordIn(answer['EnrichIocsQuota']));
}

/** `93 of 100 enrichment credits are left (2026-08-05).` Absent where the vendor does not tell: it is a mere courtesy. */
export async function quotaText(client: Rapid7Client, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { total, remaining, time_period: period } = await readQuota(client, signal);
    if (typeof total !== 'number' || typeof remaining !== 'number') return undefined;
    const when = typeof period === 'string' ? ` (${period})` : '';
    return `${remaining} of ${total} enrichment credits are left${when}.`;
  } catch (error) {
    if (error instanceof VendorError) return undefined;
    throw error;
  }
}
