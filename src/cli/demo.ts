import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import type { ExitStatus, Io } from './io.ts';
import type { CommonOptions } from './program.ts';
import { wiringOf } from './settings.ts';

export interface DemoOptions extends CommonOptions {
  readonly port: number;
  readonly vendorRate: number;
}

/** The whole product on this machine: simulated Slack and vendors, the real bot between them, until stopped. */
export async function demo({ port, vendorRate, logLevel }: DemoOptions, io: Io): Promise<ExitStatus> {
  // Loaded when asked for: the sandbox is no part of the bot, and its page needs the development packages.
  const { startDemo } = await import('../sandbox/demo.ts');
  const world = await startDemo({ port, vendorRate }).catch((error: unknown) => {
    throw isTaken(error)
      ? new Error(`port ${port} is taken by another process. Choose another one: picket demo --port 0 takes any.`)
      : error;
  });
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

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
