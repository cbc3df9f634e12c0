import { readFileSync } from 'node:fs';

/** What Linux tells of another process; NaN elsewhere. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** Ticks are hundredths of a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Processor time used so far, in seconds. */
export function cpuSeconds(pid: number): number {
  // The name in brackets may hold spaces; user and system time are the 12th and 13th field after it.
  const [user, system] = (read(pid, 'stat').split(') ').at(-1) ?? '').split(' ').slice(11, 13).map(Number);
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) / ticksPerSecond;
}

/** Resident memory in MB. */
export function residentMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? Number.NaN) / 1000;
}
