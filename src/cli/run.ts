import { createApp } from '../app.ts';
import type { App } from '../app.ts';
import type { ExitStatus, Io } from './io.ts';
import type { CommonOptions } from './program.ts';
import { loadWiring } from './settings.ts';

/** How long stopping may take before what is left is given up; the store keeps it. */
const longestStopMs = 9000;

/** The bot, until SIGTERM, SIGINT or the loss of its store. */
export async function run(options: CommonOptions, io: Io): Promise<ExitStatus> {
  const wiring = await loadWiring(options, io);
  const lost = Promise.withResolvers<Error>();
  const store = await wiring.backend.openStore(lost.resolve);
  const app = createApp(wiring, store);
  const { log } = wiring;
  try {
    await app.start();
  } catch (error) {
    await stopWithin(app, io);
    throw error;
  }
  log.info({ instances: wiring.instances.map(({ name }) => name) }, 'picket runs');
  const reason = await Promise.race([io.stopped, lost.promise]);
  if (reason instanceof Error) log.error({ error: reason.message }, 'the store was lost; picket stops');
  else log.info({ signal: reason }, 'picket stops');
  await stopWithin(app, io);
  return reason instanceof Error ? 1 : 0;
}

async function stopWithin(app: App, io: Io): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => resolve('late'), longestStopMs);
  const how = await Promise.race([app.stop(), promise]);
  clearTimeout(timer);
  if (how === 'late') io.err('picket: not everything stopped in time; what was in flight is in the store\n');
}
