import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Row } from './row.ts';

const sizes = [1_000, 10_000, 50_000];
const intakeNote = 'pages of 50 from 20 pollers at once, each with its outbox entries and checkpoint';
const neededNote = 'the whole process, after V8 gave back what it keeps in hand';
const residentNote = 'the whole process as it stood, with what V8 keeps in hand';

/**
 * The embedded store at 1k, 10k and 50k incidents of 1 KB: incidents taken in a second, single commits, the event loop,
 * a start, memory. Each size in processes of its own; runs some 40 s.
 */
export async function benchStore(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-bench-store-'));
  try {
    const rows: Row[] = [];
    for (const size of sizes) rows.push(...(await benchSize(join(folder, `${size}.json`), size)));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function benchSize(path: string, size: number): Promise<readonly Row[]> {
  const filled = await measure('fill', path, size);
  const started = await measure('start', path, size);
  const at = `${size / 1000}k incidents`;
  return [
    { name: `taken in, up to ${at}`, unit: '/s', value: filled('perSecond'), note: intakeNote },
    { name: `longest block of the event loop while taking in ${at}`, unit: 'ms', value: filled('intakeBlockedMs') },
    { name: `commit at ${at}, p50`, unit: 'ms', value: filled('commitP50Ms') },
    { name: `commit at ${at}, p99`, unit: 'ms', value: filled('commitP99Ms') },
    { name: `longest block of the event loop by commits at ${at}`, unit: 'ms', value: filled('commitBlockedMs') },
    { name: `start at ${at}`, unit: 'ms', value: started('startMs') },
    { name: `query at ${at}`, unit: 'ms', value: started('queryMs') },
    { name: `heap at ${at}`, unit: 'MB', value: started('heapMb') },
    { name: `memory after a start at ${at}`, unit: 'MB', value: started('neededMb'), note: neededNote },
    { name: `memory after taking in ${at}`, unit: 'MB', value: filled('neededMb'), note: neededNote },
    { name: `resident memory after a start at ${at}`, unit: 'MB', value: started('residentMb'), note: residentNote },
    { name: `resident memory after taking in ${at}`, unit: 'MB', value: filled('residentMb'), note: residentNote },
  ];
}

/** Runs `store-process.ts`; gives a reader of what it measured. */
async function measure(mode: 'fill' | 'start', path: string, size: number): Promise<(name: string) => number> {
  const script = fileURLToPath(new URL('store-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, mode, path, String(size)]);
  const measured = new Map(Object.entries(JSON.parse(stdout) as { readonly [name: string]: number }));
  return (name) => measured.get(name) ?? Number.NaN;
}
