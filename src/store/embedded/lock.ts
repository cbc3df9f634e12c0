import { randomUUID } from 'node:crypto';
import { readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { StoreError } from '../../domain/errors.ts';
import { codeOf, reasonOf } from './file-system.ts';
import { parseJson } from './layout.ts';
import { LockOwner } from './schema.ts';

/** One process's right to a store file. */
export interface FileLock {
  /** Aborted with a `StoreError` of kind `lost` once it is no longer certain that this process alone has the file. */
  readonly lost: AbortSignal;
  /** Looks, and throws where it is lost. */
  verify(): Promise<void>;
  /** Lets go; safe after a loss. */
  release(): Promise<void>;
}

/** proper-lockfile touches its lock every half of this; one that was not touched for so long is anyone's. */
const staleMs = 10_000;
/** Of the gate, which is passed in milliseconds: one that is left over is of a start that was killed in it. */
const gate = { staleMs: 2000, longestMs: 6000, everyMs: 50 } as const;

/**
 * Takes the lock of a store file, for this process alone.
 *
 * proper-lockfile takes a dead process's lock over after 10 s; the owner file beside it lets a restart after a crash do
 * so at once. Every start goes through the gate, so that no two of them judge the same owner.
 *
 * Errors: `locked` where a living process has it; `unwritable` where the folder refuses.
 */
export async function takeLock(path: string): Promise<FileLock> {
  const owner: LockOwner = {
    token: randomUUID(),
    pid: process.pid,
    place: await placeOfProcess(),
    host: hostname(),
    since: Date.now(),
  };
  const leaveGate = await enterGate(path);
  try {
    return await takeThroughGate(path, owner);
  } finally {
    await leaveGate().catch(() => undefined);
  }
}

/** Waits for it, so that a start right after one that was killed in the gate succeeds. */
async function enterGate(path: string): Promise<() => Promise<void>> {
  const name = `${path}.start`;
  const startedAt = performance.now();
  for (;;) {
    const leave = await tryLock(path, { name, staleMs: gate.staleMs });
    if (leave !== undefined) return leave;
    if (performance.now() - startedAt > gate.longestMs) break;
    await removeFromFuture(lockPath(name));
    await wait(gate.everyMs);
  }
  const left = `Where no other one is, remove ${lockPath(name)}.`;
  throw new StoreError('locked', `Another Picket is starting with the store file ${path}. ${advice} ${left}`);
}

/** Left by a start whose clock has been set back since: by its age it would be held for as long as that. */
async function removeFromFuture(lock: string): Promise<void> {
  const made = await stat(lock).catch(() => undefined);
  if (made !== undefined && made.mtimeMs > Date.now() + gate.staleMs) await rm(lock, { recursive: true, force: true });
}

async function takeThroughGate(path: string, owner: LockOwner): Promise<FileLock> {
  const loss = new AbortController();
  const lose = (): void => loss.abort(lost(path));
  const release = await acquire(path, owner, lose);
  try {
    await writeFile(ownerPath(path), JSON.stringify(owner), { mode: 0o600 });
  } catch (error) {
    await release();
    throw refused(path, error);
  }
  return {
    lost: loss.signal,
    verify: async () => {
      if ((await readOwner(path))?.token !== owner.token) lose();
      loss.signal.throwIfAborted();
    },
    release: async () => {
      if (loss.signal.aborted) return;
      // A lock without owner is anyone's who is in the gate.
      const leaveGate = await enterGate(path).catch(() => undefined);
      await rm(ownerPath(path), { force: true });
      await release().catch(() => undefined);
      await leaveGate?.().catch(() => undefined);
    },
  };
}

async function acquire(path: string, owner: LockOwner, onCompromised: () => void): Promise<() => Promise<void>> {
  const attempt = { name: path, staleMs, onCompromised };
  const release = await tryLock(path, attempt);
  if (release !== undefined) return release;
  const holder = await readOwner(path).catch(() => 'unreadable' as const);
  if (holder === 'unreadable') throw locked(path, undefined);
  // We are in the gate, as everybody is who has not yet said whose the lock is: a lock without owner is of a killed start.
  if (holder !== undefined && !isDead(holder, owner)) throw locked(path, holder);
  await rm(lockPath(path), { recursive: true, force: true });
  const takenOver = await tryLock(path, attempt);
  if (takenOver === undefined) throw locked(path, undefined);
  return takenOver;
}

interface LockAttempt {
  readonly name: string;
  readonly staleMs: number;
  readonly onCompromised?: () => void;
}

/** Gives what lets go of the lock `<name>.lock`; undefined where somebody has it. */
async function tryLock(
  path: string,
  { name, staleMs: stale, onCompromised = () => undefined }: LockAttempt,
): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockfile.lock(name, { realpath: false, stale, onCompromised });
  } catch (error) {
    if (codeOf(error) === 'ELOCKED') return undefined;
    throw refused(path, error);
  }
}

function lockPath(path: string): string {
  return `${path}.lock`;
}

function ownerPath(path: string): string {
  return `${path}.lock.owner`;
}

/** Undefined where there is none that could be understood; throws where the file cannot be read. */
async function readOwner(path: string): Promise<LockOwner | undefined> {
  try {
    return LockOwner.safeParse(parseJson(await readFile(ownerPath(path), 'utf8'))).data;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Certain only within one machine and process namespace; elsewhere the lock's age decides. */
function isDead(holder: LockOwner, self: LockOwner): boolean {
  if (holder.place !== self.place) return false;
  if (holder.pid !== self.pid) return !isAlive(holder.pid);
  // Our own number: ours if taken in our lifetime, else of a predecessor, as in a container where each run has it.
  const bornAt = Date.now() - process.uptime() * 1000;
  return holder.since < bornAt;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

async function placeOfProcess(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '');
  return [hostname(), boot.trim(), namespace].join(' ');
}

const advice =
  'Two processes cannot share an embedded store: stop the other one, give this one a file of its own in `store.url`, ' +
  'or use PostgreSQL for several replicas.';

function locked(path: string, holder: LockOwner | undefined): StoreError {
  const who =
    holder === undefined
      ? 'another process'
      : `process ${holder.pid} on ${holder.host}, since ${new Date(holder.since).toISOString()}`;
  return new StoreError('locked', `The store file ${path} is in use by ${who}. ${advice}`);
}

function lost(path: string): StoreError {
  return new StoreError(
    'lost',
    `The lock of the store file ${path} was lost: another process took it over, or this one stood still for more than ` +
      `${staleMs / 1000} s. Nothing more is written. Make sure that one Picket alone uses the file, then restart it.`,
  );
}

function refused(path: string, error: unknown): StoreError {
  return new StoreError('unwritable', `The lock beside the store file ${path} cannot be made: ${reasonOf(error)}.`);
}
