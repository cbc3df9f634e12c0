import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { Store } from '../../src/ports/store.ts';
import { type EmbeddedStoreOptions, openEmbeddedStore } from '../../src/store/embedded/store.ts';

/** A line that the store logged. */
interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly data: object;
}

/** A folder for one embedded store, opened as often as a test likes. */
export interface StoreFolder {
  readonly path: string;
  readonly folder: string;
  readonly logged: readonly LogLine[];
  readonly clock: { set(at: string): void };
  open(options?: Partial<EmbeddedStoreOptions>): Promise<Store>;
  /** Closes what is open and removes the folder. */
  dispose(): Promise<void>;
}

export async function storeFolder(): Promise<StoreFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-store-'));
  const path = join(folder, 'picket.json');
  const opened: Store[] = [];
  const logged: LogLine[] = [];
  let now = new Date('2026-03-01T00:00:00.000Z');
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve() };
  return {
    path,
    folder,
    logged,
    clock: { set: (at) => (now = new Date(at)) },
    open: async (options = {}) => {
      const store = await openEmbeddedStore({ path, log: logInto(logged), clock, ...options });
      opened.push(store);
      return store;
    },
    dispose: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function logInto(lines: LogLine[]): Log {
  const at =
    (level: LogLine['level']) =>
    (data: object, message: string): void => {
      lines.push({ level, message, data });
    };
  const log: Log = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  return log;
}
