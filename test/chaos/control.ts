import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the harness does to the machine under a bot: its clock and its disk. */
export interface Control {
  /** Added to the process's clock, in milliseconds. */
  readonly clockMs: number;
  readonly disk: 'works' | 'full' | 'read-only';
}

export const calm: Control = { clockMs: 0, disk: 'works' };

/** Names of the environment variables by which a bot's preload learns where things are. */
export const variables = { control: 'CHAOS_CONTROL', store: 'CHAOS_STORE', source: 'CHAOS_SOURCE' } as const;

function controlFile(folder: string): string {
  return join(folder, 'control.json');
}

/** Tells every bot of a folder; takes effect within `readEveryMs`. */
export function writeControl(folder: string, control: Control): void {
  const path = controlFile(folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(control));
  renameSync(`${path}.new`, path);
}

export const readEveryMs = 20;

/** What was told last. */
export function readControl(folder: string): Control {
  return JSON.parse(readFileSync(controlFile(folder), 'utf8')) as Control;
}
