import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StoreFolder, storeFolder } from '../embedded-folder.ts';

const writer = fileURLToPath(new URL('killed-writer.ts', import.meta.url));
const kills = 20;

describe('embedded store, killed', () => {
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
  }, 60_000);
});

/** Lets a process commit for `ms` after its first commit and kills it; gives the last number that it acknowledged. */
function killedRun(path: string, first: number, ms: number): Promise<number> {
  const child = spawn(process.execPath, [writer, path, String(first)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), ms);
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('close', (_, signal) => {
      const last = said.trimEnd().split('\n').at(-1);
      if (signal === 'SIGKILL' && last !== undefined) resolve(Number(last));
      else reject(new Error(`the writer ended by itself: ${complaint}`));
    });
  });
}
