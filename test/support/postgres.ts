import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-ports.ts';
import { findPostgres, missingPostgres, type PostgresBinaries } from './postgres-binaries.ts';

/** A PostgreSQL server of our own on a loopback port, in a temporary folder. */
export interface PostgresServer {
  readonly port: number;
  /** URL of a new empty database; `picket` is a superuser. */
  freshDatabase(): Promise<string>;
  /** Ends every session at once and shuts down; the data stays. */
  stop(): Promise<void>;
  /** Ends without a checkpoint, as a crash does. */
  kill(): Promise<void>;
  /** On the same port over the same data. */
  start(): Promise<void>;
  /** Shuts down and removes the folder. */
  dispose(): Promise<void>;
}

export interface PostgresOptions {
  /** More `postgresql.conf` settings, such as `{ fsync: 'on' }`. */
  readonly settings?: { readonly [name: string]: string };
  /** Speaks TLS with this certificate. */
  readonly tls?: { readonly certPath: string; readonly keyPath: string };
}

export const postgresPassword = 'p@ss:word/1';

/** A crash of the server process keeps what the system has in its cache, so tests need no disk syncs. */
const testSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  shared_buffers: '64MB',
  max_connections: '120',
  log_min_messages: 'log',
  timezone: 'UTC',
};

/**
 * Starts a server. It goes when `dispose` is called or this process is gone, however it went. Runs as root, too: the
 * server itself is then `nobody`. Throws where there is no PostgreSQL to run, with what is missing.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const binaries = await findPostgres();
  if (binaries === undefined) throw new Error(missingPostgres);
  const folder = await makeCluster(binaries, options);
  const port = await freePort();
  const launch = async (): Promise<Running> => run(binaries, { folder, settings: settingsOf(options, port) });
  let running: Running | undefined = await launch();
  let databases = 0;
  const end = async (signal: 'SIGINT' | 'SIGQUIT'): Promise<void> => {
    await running?.end(signal);
    running = undefined;
  };
  return {
    port,
    freshDatabase: async () => {
      databases += 1;
      const name = `picket_${databases}`;
      await execute(urlOf(port, 'postgres'), `create database ${name}`);
      return urlOf(port, name);
    },
    stop: async () => end('SIGINT'),
    kill: async () => end('SIGQUIT'),
    start: async () => {
      running ??= await launch();
    },
    dispose: async () => {
      await end('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function urlOf(port: number, database: string): string {
  return `postgres://picket:${encodeURIComponent(postgresPassword)}@127.0.0.1:${port}/${database}`;
}

/** Runs SQL text on a connection of its own; gives its rows. */
export async function execute(
  url: string,
  sqlText: string,
): Promise<readonly { readonly [column: string]: unknown }[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ readonly [column: string]: unknown }>(sqlText);
    return rows;
  } finally {
    await client.end();
  }
}

async function makeCluster({ folder: programs, user }: PostgresBinaries, { tls }: PostgresOptions): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'picket-postgres-'));
  const own = async (path: string): Promise<void> => (user === undefined ? undefined : chown(path, user.uid, user.gid));
  await own(folder);
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, postgresPassword);
  await own(passwordFile);
  const who = [`--pgdata=${join(folder, 'data')}`, '--username=picket', `--pwfile=${passwordFile}`];
  const plain = ['--auth=password', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(programs, 'initdb'), [...who, ...plain], { ...user, cwd: folder });
  if (tls === undefined) return folder;
  for (const [from, name] of [
    [tls.certPath, 'cert.pem'],
    [tls.keyPath, 'key.pem'],
  ] as const) {
    const to = join(folder, 'data', name);
    await copyFile(from, to);
    await chmod(to, 0o600);
    await own(to);
  }
  return folder;
}

function settingsOf({ settings, tls }: PostgresOptions, port: number): readonly (readonly [string, string])[] {
  const secured = tls === undefined ? {} : { ssl: 'on', ssl_cert_file: 'cert.pem', ssl_key_file: 'key.pem' };
  return Object.entries({ ...testSettings, ...secured, ...settings, port: String(port) });
}

interface Running {
  end(signal: NodeJS.Signals): Promise<void>;
}

interface Launch {
  readonly folder: string;
  readonly settings: readonly (readonly [string, string])[];
}

/** Stops the server and removes its folder once the pipe to us closes: a killed test leaves nothing behind. */
const guard = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
(read -r _ <&3; trap '' TERM; kill -QUIT $server; sleep 1; rm -rf "$FOLDER") 2>/dev/null & watch=$!
wait $server
kill $watch`;

async function run({ folder: programs, user }: PostgresBinaries, { folder, settings }: Launch): Promise<Running> {
  const data = join(folder, 'data');
  const given = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = [join(programs, 'postgres'), '-D', data, ...given];
  const child = spawn('/bin/sh', ['-c', guard, 'sh', ...server], {
    ...user,
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', FOLDER: folder },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  await untilReady(child);
  return {
    end: async (signal) => {
      const [pid = ''] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n', 1);
      const gone = once(child, 'exit');
      process.kill(Number(pid), signal);
      await gone;
    },
  };
}

async function untilReady(child: ChildProcess): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const lines: string[] = [];
  if (child.stderr === null) throw new Error('the server has no standard error');
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line);
    if (lines.length > 20) lines.shift();
    if (line.includes('ready to accept connections')) resolve();
  });
  child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${lines.join('\n')}`)));
  child.once('error', reject);
  await promise;
}
