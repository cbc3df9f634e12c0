import { maskJson } from '../indicators/mask.ts';
import { incidentTable, queryFrom } from '../pipeline/desk/incidents.ts';
import type { Wiring } from '../wiring.ts';
import type { ExitStatus, Io } from './io.ts';
import { openStoreToRead } from './open-store.ts';
import type { StoreReader } from './open-store.ts';
import { instanceNamed } from './pick-instance.ts';
import type { CommonOptions } from './program.ts';
import { shown } from './reveal.ts';
import { loadQuietWiring } from './settings.ts';
import { renderTable, safeText } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface IncidentsOptions extends CommonOptions {
  readonly instance?: string;
  readonly status?: string;
  readonly severity?: string;
  readonly since?: string;
  readonly channel?: string;
  readonly limit: number;
  readonly rejected?: boolean;
  readonly buried?: boolean;
  readonly json?: boolean;
  readonly reveal?: boolean;
}

/** What the store knows; reads it beside a running bot. */
export async function incidents(options: IncidentsOptions, io: Io): Promise<ExitStatus> {
  const wiring = await loadQuietWiring(options, io);
  const store = await openStoreToRead(wiring.config.store.url, wiring.log);
  try {
    await requireInstance(options, { store, wiring });
    if (options.rejected === true) return await printRejected(options, { store, wiring, io });
    if (options.buried === true) return await printBuried(options, store, io);
    return await printIncidents(options, { store, wiring, io });
  } finally {
    await store.close();
  }
}

/** What an instance brought that is not configured any more is kept and found. */
async function requireInstance(
  { instance }: IncidentsOptions,
  { store, wiring }: Pick<Where, 'store' | 'wiring'>,
): Promise<void> {
  if (instance === undefined || (await store.counts()).some((count) => count.instance === instance)) return;
  instanceNamed(instance, wiring.instances);
}

interface Where {
  readonly store: StoreReader;
  readonly wiring: Wiring;
  readonly io: Io;
}

async function printIncidents(options: IncidentsOptions, { store, wiring, io }: Where): Promise<ExitStatus> {
  const { instance, status, severity, since, channel, limit } = options;
  const filters = Object.entries({ instance, status, severity, since, channel }).filter(
    ([, value]) => value !== undefined,
  );
  const query = queryFrom(Object.fromEntries(filters) as { [name: string]: string }, wiring.clock.now());
  if ('fault' in query) throw new UsageError(query.fault);
  const { incidents: found, total } = await store.incidents({ ...query, limit });
  if (options.json === true)
    for (const incident of found) io.out(`${JSON.stringify(shown(incident, options, wiring.log))}\n`);
  else {
    io.out(found.length === 0 ? 'No incident matches.\n' : `${renderTable(incidentTable(found))}\n`);
    if (total > found.length) io.err(`picket: ${found.length} of ${total}; --limit shows more\n`);
  }
  return 0;
}

async function printRejected({ instance, json }: IncidentsOptions, { store, wiring, io }: Where): Promise<ExitStatus> {
  const names = instance === undefined ? wiring.instances.map(({ name }) => name) : [instance];
  const records = (await Promise.all(names.map(async (name) => store.rejections(name)))).flat();
  if (json === true) for (const record of records) io.out(`${JSON.stringify(maskJson({ ...record }))}\n`);
  else {
    const rows = records.map(({ instance: name, feed, reason, count, lastSeenAt }) => [
      name,
      feed,
      reason,
      String(count),
      lastSeenAt,
    ]);
    const columns = ['Instance', 'Feed', 'Why', 'Times', 'Last'];
    const table = renderTable({ title: 'Records that could not be read', columns, rows });
    io.out(rows.length === 0 ? 'Every record could be read.\n' : `${table}\n`);
  }
  return 0;
}

async function printBuried({ json }: IncidentsOptions, store: StoreReader, io: Io): Promise<ExitStatus> {
  const entries = await store.buried();
  if (json === true) for (const entry of entries) io.out(`${JSON.stringify(maskJson({ ...entry }))}\n`);
  else {
    const rows = entries.map((entry) => [
      String(entry.sequence),
      entry.channel,
      entry.kind,
      'key' in entry ? safeText(entry.key) : '',
      entry.lastError ?? '',
      entry.createdAt,
    ]);
    const columns = ['Number', 'Channel', 'Kind', 'Incident', 'Why', 'Since'];
    const table = renderTable({ title: 'Buried deliveries', columns, rows });
    io.out(rows.length === 0 ? 'No delivery is buried.\n' : `${table}\n`);
  }
  return 0;
}
