import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { itemsAtFirst, itemsInAll } from './group-ib-counts.ts';
import type { PollMeasures, StoreMeasures } from './group-ib-counts.ts';
import type { Row } from './row.ts';
import { latencyMs } from './simulator.ts';

/** 10,000 items over all collections: CPU time for an item, and whether memory stays as it is but for the store's. */
export async function benchGroupIb(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-bench-group-ib-'));
  const file = join(folder, 'incidents.jsonl');
  try {
    const polled = await measure<PollMeasures>('poll', file);
    const stored = await measure<StoreMeasures>('store', file);
    return rowsOf(polled, stored);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rowsOf(polled: PollMeasures, stored: StoreMeasures): readonly Row[] {
  const storeGrowthMb = stored.heapInAllMb - stored.heapAtFirstMb;
  const few = `${itemsAtFirst / 1000}k items`;
  const many = `${itemsInAll / 1000}k items`;
  const from = `${polled.collections} collections, one after the other; ${polled.requests} requests, answers ${latencyMs} ms late`;
  return [
    { name: 'Group-IB: CPU time for an item', unit: 'ms', value: polled.cpuMs, note: 'the polling process alone' },
    { name: `Group-IB: taken in, ${many}`, unit: '/s', value: polled.perSecond, note: from },
    { name: `Group-IB: heap at ${few}`, unit: 'MB', value: polled.heapAtFirstMb, note: 'after a collection' },
    { name: `Group-IB: heap at ${many}`, unit: 'MB', value: polled.heapInAllMb, note: 'after a collection' },
    {
      name: `Group-IB: growth of the store alone, ${few} to ${many}`,
      unit: 'MB',
      value: storeGrowthMb,
      note: 'the same incidents put into a store, nothing polled',
    },
    {
      name: `Group-IB: (heap at ${many} − growth of the store) ÷ heap at ${few}`,
      unit: '×',
      value: (polled.heapInAllMb - storeGrowthMb) / polled.heapAtFirstMb,
      note: 'aim 1.2',
    },
  ];
}

/** Runs `group-ib-process.ts`; gives what it measured. */
async function measure<T>(mode: 'poll' | 'store', file: string): Promise<T> {
  const script = fileURLToPath(new URL('group-ib-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, mode, file]);
  return JSON.parse(stdout) as T;
}
