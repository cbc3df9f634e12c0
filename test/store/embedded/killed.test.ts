import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StoreFolder, storeFolder } from '../embedded-folder.ts';

const writer = fileURLToPath(new URL('killed-writer.ts', import.meta.url));
const kills = 20;

describe('embedded store and other processes', () => {
  let place: StoreFolder;
  beforeEach(async () => {
    place = await storeFolder();
  });
  afterEach(() => place.dispose());

  it(`opens after each of ${kills} kill -9 at once, with every commit that was acknowledged, whole`, async () => {
    let acknowledged = -1;
    for (let kill = 0; kill < kills; kill += 1) {
      acknowledged = await killedRun(place.path, acknowledged + 1, 5 + Math.random() * 60);

      const store = await place.open();
      const { total } = await store.incidents({ limit: 1 });
      // A commit that was durable and not yet acknowledged may be there too; half of one may not.
      expect(total).toBeGreaterThanOrEqual(acknowledged + 1);
      expect(total).toBeLessThanOrEqual(acknowledged + 2);
      expect(await store.outboxDepth()).toBe(total);
      expect(await store.incident(`acme:${acknowledged}`)).toBeDefined();
      await store.close();
      acknowledged = total - 1;
    }
  });

  it('is refused to a second process, by name, for as long as the first lives', async () => {
    const first = startWriter(place.path, 0);
    await first.committing;

    await expect(place.open()).rejects.toMatchObject({ kind: 'locked' });
    await expect(place.open()).rejects.toThrow(`process ${first.pid} `);

    await first.kill();
    await expect(place.open()).resolves.toBeDefined();
  });
});

interface Writer {
  readonly pid: number | undefined;
  /** Resolves with its first commit. */
  readonly committing: Promise<void>;
  /** Kills it; gives the last number that it acknowledged. */
  kill(): Promise<number>;
}

function startWriter(path: string, first: number): Writer {
  const child = spawn(process.execPath, [writer, path, String(first)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const committing = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  let said = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    committing.resolve();
  });
  child.on('close', (_, signal) => {
    const failure = new Error(`the writer ended by itself: ${complaint}`);
    committing.reject(failure);
    if (signal === 'SIGKILL') ended.resolve(Number(said.trimEnd().split('\n').at(-1)));
    else ended.reject(failure);
  });
  // A test that waits for one of them alone must not leave the other unhandled.
  ended.promise.catch(() => undefined);
  return {
    pid: child.pid,
    committing: committing.promise,
    kill: () => {
      child.kill('SIGKILL');
      return ended.promise;
    },
  };
}

async function killedRun(path: string, first: number, afterMs: number): Promise<number> {
  const running = startWriter(path, first);
  await running.committing;
  await sleep(afterMs);
  return running.kill();
}
