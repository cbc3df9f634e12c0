import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { startSlack } from '../src/sandbox/slack/server.ts';
import type { SlackSandbox } from '../src/sandbox/slack/sandbox.ts';
import { startThreatmon } from '../src/sandbox/threatmon/server.ts';
import type { ThreatmonSandbox } from '../src/sandbox/threatmon/sandbox.ts';
import { startPostgres } from '../test/support/postgres.ts';
import type { PostgresServer } from '../test/support/postgres.ts';

/** Replicas as processes of their own, on one database, between simulators in this one. */
export interface ReplicasWorld {
  readonly slack: SlackSandbox;
  readonly threatmon: ThreatmonSandbox;
  readonly postgres: PostgresServer;
  /** Of the database. */
  readonly url: string;
  /** Starts one and waits until it runs. */
  start(): Promise<BenchReplica>;
  stop(): Promise<void>;
}

export interface BenchReplica {
  readonly pid: number;
  /** What it logged since it started. */
  readonly lines: readonly LogLine[];
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface LogLine {
  readonly msg: string;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly instance?: string;
  readonly seconds?: number;
}

export interface ReplicasOptions {
  readonly instances: number;
  /** A duration. */
  readonly every: string;
}

const main = resolve(import.meta.dirname, '../src/main.ts');

export async function replicasWorld(options: ReplicasOptions): Promise<ReplicasWorld> {
  const slack = await startSlack({
    botToken: 'xoxb-bench',
    appToken: 'xapp-bench',
    users: [{ name: 'mira' }],
    channels: [{ name: 'threat-intel', kind: 'public', bot: true }],
    commands: [{ command: '/threat' }],
    rateLimits: false,
  });
  const threatmon = await startThreatmon({ apiKey: 'bench', rateLimit: 'off' });
  const postgres = await startPostgres({ settings: { fsync: 'on', shared_buffers: '256MB' } });
  const url = await postgres.freshDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'picket-bench-'));
  await writeFile(join(folder, 'picket.yaml'), configuration({ slack, threatmon, url }, options));
  const running = new Set<BenchReplica>();
  return {
    slack,
    threatmon,
    postgres,
    url,
    async start() {
      const replica = await startReplica(folder);
      running.add(replica);
      return replica;
    },
    async stop() {
      await Promise.all([...running].map(async (replica) => replica.end('SIGKILL')));
      await Promise.all([slack.close(), threatmon.close(), postgres.dispose()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startReplica(folder: string): Promise<BenchReplica> {
  // At `info` a poll that brings nothing has no line.
  const child = spawn(process.execPath, ['--max-semi-space-size=2', main, 'run', '--log-level', 'debug'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(child, 'exit');
  const lines: LogLine[] = [];
  const { promise: runs, resolve: isRunning, reject } = Promise.withResolvers<void>();
  createInterface({ input: child.stderr }).on('line', (text) => {
    const line = lineOf(text);
    lines.push(line);
    if (line.msg === 'picket runs') isRunning();
  });
  void gone.then(() => reject(new Error(`a replica ended: ${lines.at(-1)?.msg ?? ''}`)));
  await runs;
  return {
    pid: child.pid ?? 0,
    lines,
    async end(signal) {
      child.kill(signal);
      await gone;
    },
  };
}

function lineOf(text: string): LogLine {
  return text.startsWith('{') ? (JSON.parse(text) as LogLine) : { msg: text, time: new Date().toISOString() };
}

function configuration(
  { slack, threatmon, url }: { slack: SlackSandbox; threatmon: ThreatmonSandbox; url: string },
  { instances, every }: ReplicasOptions,
): string {
  const one = (_: unknown, index: number): string => `
  - name: acme-${index}
    vendor: threatmon
    url: ${threatmon.url}
    apiKey: bench
    pace: { requests: 100000, per: 1 second }
    fetch: { every: ${every}, first: 10 years, refresh: "off" }`;
  return `
slack: { botToken: xoxb-bench, appToken: xapp-bench, apiUrl: "${slack.apiUrl}", limits: obeyed }
store: { url: "${url}" }
http: { port: 0 }
channel: "#threat-intel"
burst: 1000
instances:${Array.from({ length: instances }, one).join('')}
`;
}
