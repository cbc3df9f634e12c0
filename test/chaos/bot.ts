import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { variables } from './control.ts';

/** Where a bot runs and what it is made of. */
export interface BotPlace {
  /** Holds its `picket.yaml`. */
  readonly folder: string;
  /** The folder that holds `src/main.ts`. */
  readonly source: string;
  readonly control: string;
  /** The folder of an embedded store, whose disk the harness has in its hand. */
  readonly store?: string;
}

/** One process of Picket. */
export interface Bot {
  /** Resolves once it says that it runs; with false where it ended before. */
  readonly running: Promise<boolean>;
  readonly ended: Promise<void>;
  isAlive(): boolean;
  /** SIGKILL; resolves when it is gone. Gives whether it was alive. */
  kill(): Promise<boolean>;
  /** The last of what it wrote. */
  tail(): string;
}

const preload = pathToFileURL(join(import.meta.dirname, 'preload/main.ts')).href;
const longestTail = 6000;

/** Starts the bots of one place, one after another. */
export interface Launcher {
  /** `picket run`, as an operator would start it. The next one gets ready meanwhile. */
  launch(): Bot;
  /** Ends the one that is ready. */
  close(): Promise<void>;
}

export function createLauncher(place: BotPlace): Launcher {
  let ready = prepareBot(place);
  return {
    launch() {
      const bot = ready;
      bot.go();
      ready = prepareBot(place);
      return bot;
    },
    async close() {
      await ready.kill();
    },
  };
}

function prepareBot({ folder, source, control, store }: BotPlace): Bot & { go(): void } {
  const child = spawn(process.execPath, [join(source, 'src/main.ts'), 'run'], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_OPTIONS: `--import=${preload}`,
      [variables.control]: control,
      [variables.source]: source,
      ...(store !== undefined && { [variables.store]: store }),
    },
  });
  child.stdin.on('error', () => undefined);
  const log = createWriteStream(join(folder, 'bot.log'), { flags: 'a' });
  child.stderr.pipe(log);
  let alive = true;
  let tail = '';
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      alive = false;
      resolve();
    });
  });
  const running = new Promise<boolean>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      tail = (tail + chunk).slice(-longestTail);
      if (tail.includes('picket runs')) resolve(true);
    });
    void ended.then(() => resolve(false));
  });
  return {
    go: () => void child.stdin.write('go'),
    running,
    ended,
    isAlive: () => alive,
    async kill() {
      const wasAlive = alive;
      child.kill('SIGKILL');
      await ended;
      return wasAlive;
    },
    tail: () => tail,
  };
}

/** Runs one command of the command line to its end, on an undisturbed machine. */
export async function runCommand(
  { folder, source }: BotPlace,
  args: readonly string[],
): Promise<{ readonly status: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, [join(source, 'src/main.ts'), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '' },
  });
  const out: string[] = [];
  const err: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => out.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => err.push(chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, out: out.join(''), err: err.join('') };
}
