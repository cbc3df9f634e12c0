import { once } from 'node:events';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readControl, readEveryMs, variables } from '../control.ts';
import { powerImage } from '../power.ts';
import { shiftClock } from './clock.ts';
import { watchDisk } from './disk.ts';

/**
 * Loaded into a bot before anything of its own (`NODE_OPTIONS=--import`): the machine under it obeys the harness. Its
 * modules are loaded ahead and it waits for a word on its input, so that one can be ready when the one before is killed.
 */
const { [variables.control]: folder, [variables.store]: store, [variables.source]: source } = process.env;
if (folder !== undefined && source !== undefined) {
  let control = readControl(folder);
  setInterval(() => {
    control = readControl(folder);
  }, readEveryMs).unref();
  shiftClock(() => control);
  if (store !== undefined) {
    watchDisk({ folder: store, control: () => control, image: powerImage(store, join(folder, 'power')) });
  }
  enableCompileCache();
  for (const part of ['program', 'run']) await import(pathToFileURL(join(source, `src/cli/${part}.ts`)).href);
  await once(process.stdin, 'data');
  // Its input ends with the harness: no bot outlives it.
  process.stdin.on('end', () => process.exit()).unref();
}
