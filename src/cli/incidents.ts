import { maskJson } from '../indicators/mask.ts';
import { incidentTable, queryFrom } from '../pipeline/desk/incidents.ts';
import type { Wiring } from '../wiring.ts';
import type { ExitStatus, Io } from './io.ts';
import { openStoreToRead } from './open-store.ts';
import type { StoreReader } from './open-store.ts';
import type { CommonOptions } from './program.ts';
import { shown } from './reveal.ts';
import { loadQuietWiring } from './settings.ts';
import { renderTable, safeText } from './terminal.ts';

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
  const store = await openStoreToRead(wiring);
  try {
    if (options.rejected === true) return await printRejected(options, { store, wiring, io });
    if (options.buried === true) return await printBuried(options, store, io);
    return await printIncidents(options, { store, wiring, io });
  } finally {
    await store.close();
  }
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
  if ('fault' in query) {
    io.err(`picket: ${query.fault}\n`);
    return 2;
  }
  const { incidents: found, total } = await store.incidents({ ...query, limit });
  if (options.json === true)
    for (const incident of found) io.out(`${JSON.stringify(shown(incident, options, wiring.log))}\n`);
  else {
    io.out(`${renderTable(incidentTable(found))}\n`);
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
    io.out(
      `${renderTable({ title: 'Records that could not be read', columns: ['Instance', 'Feed', 'Why', 'Times', 'Last'], rows })}\n`,
    );
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
    io.out(
      `${renderTable({ title: 'Buried deliveries', columns: ['Number', 'Channel', 'Kind', 'Incident', 'Why', 'Since'], rows })}\n`,
    );
  }
  return 0;
}
