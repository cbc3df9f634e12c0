import { VendorError } from '../../../domain/errors.ts';
import type { JsonObject } from '../../../domain/json.ts';
import type { Told } from '../../verdict.ts';
import { JsonRecord } from '../client.ts';
import { inParallel } from '../in-parallel.ts';
import type { Reading } from './write-command.ts';

const readAtOnce = 4;
/** Beyond it the reads would take longer than the person waits. */
const mostRead = 25;

/** Whether every IOC shows that a write took effect. E-mail addresses cannot be read (CONTRACT.md §4.7). */
export async function toldByIocs(
  values: readonly string[],
  reading: Reading,
  shows: (ioc: JsonObject) => Told,
): Promise<Told> {
  if (values.length > mostRead || values.some((value) => value.includes('@') && !value.includes('/'))) return undefined;
  const each = await inParallel(values, readAtOnce, async (value) => shows(await iocNow(value, reading)));
  if (each.every((told) => told === true)) return true;
  return each.every((told) => told === false) ? false : undefined;
}

/** An IOC by its value; one that nobody knows has nothing. */
async function iocNow(value: string, { client, signal }: Reading): Promise<JsonObject> {
  try {
    const query = { iocValue: value };
    return await client.json(JsonRecord, { method: 'GET', path: '/v3/iocs/ioc-by-value', query, onlyOk: true, signal });
  } catch (error) {
    if (error instanceof VendorError && error.kind === 'refused') return {};
    throw error;
  }
}
