import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFailed, onTestFinished } from 'vitest';

const main = resolve(import.meta.dirname, '../../src/main.ts');

/** What a finished command left. */
export interface Finished {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder with a `picket.yaml`, and the command line run in it as an operator would. */
export interface Operator {
  readonly folder: string;
  configure(yaml: string): Promise<void>;
  /** Runs a command to its end. */
  picket(...args: readonly string[]): Promise<Finished>;
  /** Starts the bot and waits until it says that it runs. */
  start(...args: readonly string[]): Promise<Bot>;
}

export interface Bot {
  /** Everything written so far, both streams. */
  output(): string;
  signal(name: NodeJS.Signals): Promise<Finished>;
}

/** Gone with the test, its processes too. */
export async function operator(env: { readonly [name: string]: string } = {}): Promise<Operator> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-test-'));
  onTestFinished(async () => rm(folder, { recursive: true, force: true }));
  const run = (args: readonly string[]): ChildProcess => {
    const child = spawn(process.execPath, [main, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  return {
    folder,
    configure: async (yaml) => writeFile(join(folder, 'picket.yaml'), yaml),
    picket: async (...args) => finished(run(args)),
    start: async (...args) => startBot(run(['run', ...args])),
  };
}

async function finished(child: ChildProcess): Promise<Finished> {
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, out: out(), err: err() };
}

async function startBot(child: ChildProcess): Promise<Bot> {
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  const closed = once(child, 'close');
  // What is seen in Slack alone does not say why it is not there.
  onTestFailed(() => void process.stderr.write(`the bot wrote:\n${(out() + err()).slice(-20_000)}\n`));
  await new Promise<void>((running, failed) => {
    child.stderr?.on('data', () => err().includes('picket runs') && running());
    void closed.then(() => failed(new Error(`the bot ended: ${err()}`)));
  });
  return {
    output: () => out() + err(),
    async signal(name) {
      child.kill(name);
      const [status] = (await closed) as [number | null];
      return { status, out: out(), err: err() };
    },
  };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: string[] = [];
  stream?.setEncoding('utf8').on('data', (chunk: string) => void chunks.push(chunk));
  return () => chunks.join('');
}
