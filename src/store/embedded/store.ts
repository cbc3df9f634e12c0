import { constants } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Low } from 'lowdb';
import { StoreError } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { requireWhole, type StoreContents } from '../../ports/store-contents.ts';
import type { Changes, Store } from '../../ports/store.ts';
import { prune, trim } from './bounds.ts';
import { type Committer, createCommitter } from './committer.ts';
import { createEmbeddedContents } from './contents.ts';
import { createDurableAdapter } from './durable-adapter.ts';
import { codeOf, type FileSystem, nodeFileSystem, reasonOf } from './file-system.ts';
import { copyPath, copyTakenAt, type CopyKeeper, createCopyKeeper } from './last-good-copy.ts';
import { emptyLists } from './layout.ts';
import { createLeases, type Leases } from './leases.ts';
import { type FileLock, takeLock } from './lock.ts';
import { type Migrations, migrations as releasedMigrations } from './migrate.ts';
import { createQueries } from './queries.ts';
import { createSettler } from './settle.ts';
import { knownIn, stage } from './stage.ts';
import { type Contents, contentsOf, type State, stateOf } from './state.ts';
import { sweepTemporaries } from './temporary.ts';

export interface EmbeddedStoreOptions {
  /** The store file; a missing one is a new store, its folder is made. */
  readonly path: string;
  readonly log: Log;
  readonly clock: Clock;
  /** Called once where the file is not certain to be this process's alone any more: nothing is written from then on. */
  readonly onLost?: (reason: Error) => void;
  /** Opens one that a copy into it has not filled yet, too; `store copy` alone does. */
  readonly mayBePartial?: boolean;
  /** Other than node's and the released ones in tests only. */
  readonly files?: FileSystem;
  readonly migrations?: Migrations;
}

/**
 * Opens a store in one file, for one process. Up to 50,000 incidents; beyond that, PostgreSQL.
 *
 * Readers see only what is durable; `committer.ts` says why. Each commit writes the whole file: 100 ms at 50,000
 * incidents of 1 KB, in slices; the event loop then stands still for some 10 µs a record that the commit changes, so
 * that pages should stay below 1,000.
 *
 * Beside the file stand `.bak`, the last good copy (of the last start, clean close or day), `.v<n>.bak` after a change
 * of the format, and while it is open `.lock` and `.lock.owner`.
 *
 * Errors: a `StoreError` that says what to do: `locked`, `damaged`, `newer`, `partial`, `unreadable`, `unwritable`. The
 * file is left as it was.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const files = options.files ?? nodeFileSystem;
  const path = await realPath(files, options.path);
  const lock = await takeLock(path);
  try {
    return await openUnder(lock, { ...options, path, files });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A store in one file, and what it holds. */
export interface EmbeddedStore extends Store {
  readonly contents: StoreContents;
}

type Opening = EmbeddedStoreOptions & { readonly files: FileSystem };

async function openUnder(lock: FileLock, options: Opening): Promise<EmbeddedStore> {
  const { path, files, log } = options;
  const swept = await sweepTemporaries(files, path);
  const copies = createCopyKeeper(options);
  const { low, isNew } = await read(lock, options);
  if (isNew) await warnOfCopy(options);
  else await copies.keep();
  const state = stateOf(low.data);
  low.data = contentsOf(state);
  const settler = createSettler(state);
  const committer = createCommitter({
    state,
    low,
    trim: (batch) => trim(state, batch),
    afterCommit: async () => {
      await settler.settle();
      await copies.keepDaily();
    },
    onFailure: ({ kind, message }, refused) => log.error({ path, kind, reason: message, refused }, 'commit failed'),
    onStopped: (reason) => {
      log.error({ path, reason: reason.message }, 'store writes nothing more');
      options.onLost?.(reason);
    },
  });
  lock.lost.addEventListener('abort', () => committer.stop(lossOf(lock)), { once: true });
  if (lock.lost.aborted) committer.stop(lossOf(lock));
  const store = storeOver({ state, committer, copies, leases: createLeases(options.clock), lock, files, path });
  if (options.mayBePartial !== true) await requireWhole(store.contents);
  log.info({ path, swept, incidents: state.tables.incidents.size }, 'store opened');
  return store;
}

function lossOf({ lost }: FileLock): StoreError {
  return lost.reason as StoreError;
}

/** The file through lowdb; `isNew` where there was none. */
async function read(
  lock: FileLock,
  { path, files, migrations = releasedMigrations }: Opening,
): Promise<{ readonly low: Low<Contents>; readonly isNew: boolean }> {
  const nothing: Contents = { sequence: 0, rows: emptyLists() };
  const low = new Low(createDurableAdapter({ path, files, migrations, guard: () => lock.verify() }), nothing);
  await low.read();
  return { low, isNew: low.data === nothing };
}

async function warnOfCopy({ path, files, log }: Opening): Promise<void> {
  const at = await copyTakenAt(files, path);
  if (at === undefined) return;
  log.warn({ path, copy: copyPath(path), of: at.toISOString() }, 'no store file, beginning empty; there is a copy');
}

interface Parts {
  readonly path: string;
  readonly files: FileSystem;
  readonly state: State;
  readonly committer: Committer;
  readonly copies: CopyKeeper;
  readonly leases: Leases;
  readonly lock: FileLock;
}

function storeOver(parts: Parts): EmbeddedStore {
  const { path, files, state, committer, leases } = parts;
  let closing: Promise<void> | undefined;
  const submit: Committer['submit'] = (decide) =>
    closing === undefined ? committer.submit(decide) : Promise.reject(closed(path));
  const refuseClosed = (): void => {
    if (closing !== undefined) throw closed(path);
  };
  return {
    ...createQueries(state),
    contents: createEmbeddedContents({ path, files, state, submit }),
    transact: (scope, decide) =>
      submit((view) => {
        const { result, ...changes } = decide(knownIn(view, scope));
        refuseLost(leases, changes);
        return { batch: stage(view, changes), result };
      }),
    prune: (closedBefore, now, limit) => submit((view) => prune(state, view, { closedBefore, now, limit })),
    hold: async (lease, ms) => {
      refuseClosed();
      return leases.hold(lease, ms);
    },
    release: async (lease) => {
      refuseClosed();
      leases.release(lease);
    },
    ping: async () => {
      refuseClosed();
      if (committer.failure !== undefined) throw committer.failure;
      await files.access(dirname(path), constants.R_OK | constants.W_OK).catch((error: unknown) => {
        throw new StoreError('unwritable', `The folder of the store file ${path} cannot be used: ${reasonOf(error)}.`);
      });
    },
    close: () => (closing ??= closeParts(parts)),
  };
}

function refuseLost(leases: Leases, { lease }: Changes): void {
  if (lease === undefined || leases.has(lease)) return;
  throw new StoreError('lease-lost', `The lease of ${lease.name} is not held any more; nothing was changed.`);
}

async function closeParts({ committer, copies, lock }: Parts): Promise<void> {
  await committer.idle();
  try {
    if (committer.commits > 0 && committer.failure === undefined) await copies.keep();
  } finally {
    await lock.release();
  }
}

function closed(path: string): StoreError {
  return new StoreError('closed', `The store file ${path} has been closed; Picket is stopping.`);
}

/** Renames replace what stands at a path: where that is a link, the file behind it is meant. */
async function realPath(files: FileSystem, given: string): Promise<string> {
  const path = resolve(given);
  try {
    await files.mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return await files.realpath(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return join(await files.realpath(dirname(path)), basename(path));
    throw new StoreError('unreadable', `The store file ${path} cannot be opened: ${reasonOf(error)}.`);
  }
}
