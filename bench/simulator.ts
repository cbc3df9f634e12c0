import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoggedRequest } from '../src/sandbox/simulator/request-log.ts';

/** How late every answer comes. */
export const latencyMs = 20;

/** What `simulator-process.ts` is told. */
export type SimulatorMessage = 'requests' | { readonly add: number; readonly withinMinutes: number };

/** A simulated vendor that runs in another process. */
export interface BenchSimulator {
  readonly url: string;
  /** Adds so many records, dated evenly over the minutes before now. */
  add(count: number, withinMinutes: number): Promise<void>;
  /** Oldest first. */
  requests(): Promise<readonly LoggedRequest[]>;
  stop(): Promise<void>;
}

/** Starts an empty one. Rejects where its process ends by itself. */
export async function startSimulator(vendor: 'rapid7' | 'group-ib'): Promise<BenchSimulator> {
  const script = fileURLToPath(new URL('simulator-process.ts', import.meta.url));
  const child = fork(script, [vendor], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exit = once(child, 'exit');
  const ended = exit.then((): never => {
    throw new Error('the simulator ended');
  });
  ended.catch(() => undefined);
  const said = async <T>(): Promise<T> => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    return message as T;
  };
  const ask = async <T>(message: SimulatorMessage): Promise<T> => {
    child.send(message);
    return said<T>();
  };
  return {
    url: await said<string>(),
    async add(count, withinMinutes) {
      await ask<number>({ add: count, withinMinutes });
    },
    requests: async () => ask<readonly LoggedRequest[]>('requests'),
    async stop() {
      child.disconnect();
      await exit;
    },
  };
}
