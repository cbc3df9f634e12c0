import { progress } from '@clack/prompts';
import { parseStoreUrl, storeUrlExpected } from '../config/schema.ts';
import type { StoreUrl } from '../config/schema.ts';
import { secretsOf } from '../config/secrets.ts';
import { createLog } from '../ops/log.ts';
import { copyStore } from '../pipeline/copy-store.ts';
import type { CopyReport } from '../pipeline/copy-store.ts';
import type { Log } from '../ports/log.ts';
import { contentTables, noStoreAt } from '../ports/store-contents.ts';
import type { StoreContents, StoreStatus } from '../ports/store-contents.ts';
import type { ExitStatus, Io } from './io.ts';
import type { CommonOptions } from './program.ts';
import { loadQuietWiring } from './settings.ts';
import { openContents, statusOf } from './store-contents.ts';
import { renderTable } from './terminal.ts';

export interface StoreOptions extends CommonOptions {
  /** Another store than the configuration's. */
  readonly url?: string;
  readonly json?: boolean;
}

/** How a store is: its version, what is in it, what waits. Beside running bots; changes nothing. */
export async function storeStatus(options: StoreOptions, io: Io): Promise<ExitStatus> {
  const store = await chosenStore(options, io);
  if (store === undefined) return 2;
  const status = await statusOf(store.url, store.log);
  if (status.version === 0) throw noStoreAt(status.name);
  io.out(options.json === true ? `${JSON.stringify(status)}\n` : `${inWords(status)}\n`);
  return 0;
}

/** Brings a store to this Picket's version without starting the bot. */
export async function storeMigrate(options: StoreOptions, io: Io): Promise<ExitStatus> {
  const store = await chosenStore(options, io);
  if (store === undefined) return 2;
  const before = await statusOf(store.url, store.log);
  const opened = await openContents(store.url, { log: store.log, mayBePartial: true });
  await opened.close();
  const { name, version } = await statusOf(store.url, store.log);
  io.out(
    before.version === version
      ? `${name} is at version ${version}\n`
      : `${name} went from version ${before.version} to ${version}\n`,
  );
  return 0;
}

export interface CopyOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
}

/** Moves everything from one store into another; run again, it goes on where it was cut off. */
export async function storeCopy({ from, to, logLevel }: CopyOptions, io: Io): Promise<ExitStatus> {
  const urls = [from, to].map(parseStoreUrl);
  const [source, target] = urls;
  if (source === undefined || target === undefined) return refuseUrl(io);
  const log = logFor(urls, logLevel, io);
  const reading = await openContents(source, { log, mayBePartial: false });
  try {
    const writing = await openContents(target, { log, mayBePartial: true });
    try {
      return await copy(reading.contents, writing.contents, io);
    } finally {
      await writing.close();
    }
  } finally {
    await reading.close();
  }
}

async function copy(from: StoreContents, to: StoreContents, io: Io): Promise<ExitStatus> {
  const stopping = new AbortController();
  void io.stopped.then(() => stopping.abort(new Error('stopped; run it again to go on where it was')));
  const bar = io.interactive ? progress({ max: 1000 }) : undefined;
  bar?.start(`${from.name} to ${to.name}`);
  let shown = 0;
  const onProgress = (done: number, total: number): void => {
    const part = Math.floor((done / Math.max(total, 1)) * 1000);
    const line = `${done} of ${total} records`;
    bar?.advance(part - shown, line);
    if (bar === undefined && Math.floor(part / 100) > Math.floor(shown / 100)) io.err(`${line}\n`);
    shown = part;
  };
  const report = await copyStore({ from, to, onProgress, signal: stopping.signal });
  bar?.stop(report.faults.length === 0 ? 'copied' : 'not the same');
  return tell(report, to, io);
}

function tell({ counts, faults }: CopyReport, to: StoreContents, io: Io): ExitStatus {
  const rows = contentTables.map((table) => [table, String(counts[table])]);
  io.out(`${renderTable({ title: `In ${to.name}`, columns: ['What', 'Records'], rows })}\n`);
  if (faults.length === 0) return 0;
  io.err(`picket: the copy is not the same as its source:\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  return 1;
}

async function chosenStore(
  options: StoreOptions,
  io: Io,
): Promise<{ readonly url: StoreUrl; readonly log: Log } | undefined> {
  if (options.url === undefined) {
    const { config, log } = await loadQuietWiring(options, io);
    return { url: config.store.url, log };
  }
  const url = parseStoreUrl(options.url);
  if (url !== undefined) return { url, log: logFor([url], options.logLevel, io) };
  refuseUrl(io);
  return undefined;
}

function logFor(urls: readonly unknown[], logLevel: string, io: Io): Log {
  const level = logLevel === 'info' ? 'warn' : logLevel;
  return createLog({ level, destination: io.err, secrets: secretsOf(urls, []) });
}

function refuseUrl(io: Io): ExitStatus {
  io.err(`picket: a store is named by its URL: ${storeUrlExpected}\n`);
  return 2;
}

function inWords({ name, version, known, tables, bytes, lanes, buried }: StoreStatus): string {
  const records = tables.map(({ table, records: count, bytes: size }) => [
    table,
    String(count),
    size === undefined ? '' : megabytes(size),
  ]);
  const waiting = lanes.map(({ channel, count, since }) => [channel, String(count), since]);
  return [
    `${name}: version ${version} (this Picket: ${known}), ${megabytes(bytes)}, ${buried} buried deliveries`,
    ...(records.length === 0 ? [] : [renderTable({ title: '', columns: ['What', 'Records', 'Size'], rows: records })]),
    ...(waiting.length === 0
      ? ['Nothing waits to be posted.']
      : [renderTable({ title: 'Waits to be posted', columns: ['Channel', 'Entries', 'Since'], rows: waiting })]),
  ].join('\n\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
