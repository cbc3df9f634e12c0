import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import type { Demo } from '../sandbox/demo.ts';
import type { ExitStatus, Io } from './io.ts';
import type { CommonOptions } from './program.ts';
import { wiringOf } from './settings.ts';

export interface DemoOptions extends CommonOptions {
  readonly port: number;
  readonly vendorRate: number;
}

/** The whole product on this machine: simulated Slack and vendors, the real bot between them, until stopped. */
export async function demo({ port, vendorRate, logLevel }: DemoOptions, io: Io): Promise<ExitStatus> {
  const world = await startWorld({ port, vendorRate });
  const folder = await mkdtemp(join(tmpdir(), 'picket-demo-'));
  try {
    const read = async (): Promise<string> => world.configuration(join(folder, 'picket.json'));
    const wiring = await wiringOf(
      { path: 'the demo’s configuration', read, logLevel: logLevel === 'info' ? 'warn' : logLevel },
      io,
    );
    const app = createApp(wiring, await wiring.backend.openStore());
    await app.start();
    io.out(`Picket's sandbox is at ${world.pageUrl}\n`);
    io.err('A local Slack, simulated vendors, the real bot between them. Ctrl-C ends it and leaves nothing behind.\n');
    await io.stopped;
    await app.stop();
    return 0;
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Loaded when asked for: the sandbox is no part of the bot, and its page needs the development packages. */
async function startWorld(options: Pick<DemoOptions, 'port' | 'vendorRate'>): Promise<Demo> {
  try {
    const { startDemo } = await import('../sandbox/demo.ts');
    return await startDemo(options);
  } catch (error) {
    const words = wordsFor(error, options.port);
    throw words === undefined ? error : new Error(words, { cause: error });
  }
}

function wordsFor(error: unknown, port: number): string | undefined {
  switch (error instanceof Error && 'code' in error && error.code) {
    case 'EADDRINUSE':
      return `port ${port} is taken by another process. Choose another one: picket demo --port 0 takes any.`;
    case 'ERR_MODULE_NOT_FOUND':
      return 'the demo is no part of an installation of the bot alone. In a clone: npm ci && npm run demo.';
    default:
      return undefined;
  }
}
