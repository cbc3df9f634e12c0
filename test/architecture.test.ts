import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Rule {
  /** Folders (or files) of ours that it may import. */
  readonly ours: readonly string[];
  /** Packages that it may import; `file: package` for one file only. */
  readonly packages: readonly string[];
}

/**
 * Who may import whom (STYLE §3). Beyond that table:
 * - `indicators` is a folder of its own: vendors, pipeline, slack and cli all extract, defang and mask, and the public
 *   suffix list and IP ranges are libraries that `domain` must not import.
 * - `domain/nearest.ts` uses an edit-distance library rather than one of ours.
 * - the vendors' root holds what all of them declare with (`define-command`, `instance-settings`), so zod is there too.
 * - the scheduler's own library alone can say whether a setting is a cron expression (`instance-settings.ts`).
 * - Group-IB's reports are HTML (`html-text.ts`); stripping tags by hand is how text goes missing or markup stays.
 * - both stores keep the same records, so their shapes are in `store/records`.
 * - `slack/budget.ts` lets calls ask for their places in turn; the queue is the library that `http` paces vendors with.
 * - `cli` renders answers for the terminal and is the only one that loads the sandbox.
 */
const table: { readonly [folder: string]: Rule } = {
  domain: { ours: [], packages: ['nearest.ts: fastest-levenshtein'] },
  indicators: { ours: ['domain'], packages: ['tldts', 'ipaddr.js'] },
  ports: { ours: ['domain'], packages: [] },
  http: {
    ours: ['domain', 'ports', 'vendors/vendor-module.ts'],
    packages: ['axios', 'cockatiel', 'p-queue', 'safe-stable-stringify', 'zod', 'https-proxy-agent', 'proxy-from-env'],
  },
  vendors: {
    ours: ['domain', 'ports', 'http', 'indicators'],
    packages: [
      'zod',
      'instance-settings.ts: node-cron',
      'html-text.ts: html-to-text',
      'csv.ts: csv-parse',
      'csv.ts: csv-stringify',
    ],
  },
  pipeline: {
    ours: ['domain', 'ports', 'indicators'],
    packages: ['rules.ts: jsonata', 'fingerprint.ts: safe-stable-stringify'],
  },
  'store/records': { ours: ['domain', 'ports'], packages: ['zod'] },
  'store/embedded': { ours: ['domain', 'ports', 'store/records'], packages: ['lowdb', 'proper-lockfile', 'zod'] },
  'store/postgres': { ours: ['domain', 'ports', 'store/records'], packages: ['pg', 'pg-connection-string', 'kysely'] },
  slack: {
    ours: ['domain', 'ports', 'pipeline', 'indicators'],
    packages: [
      '@slack/bolt',
      '@slack/types',
      '@slack/web-api',
      '@slack/socket-mode',
      'undici',
      'schema.ts: zod',
      'budget.ts: p-queue',
    ],
  },
  config: { ours: ['domain', 'ports'], packages: ['zod', 'yaml'] },
  ops: { ours: ['domain', 'ports'], packages: ['pino', 'prom-client'] },
  engine: { ours: ['domain', 'ports', 'pipeline'], packages: ['node-cron', 'p-queue', 'pg-boss'] },
  sandbox: { ours: [], packages: ['ws', 'zod', 'vite', 'preact'] },
};

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const specifier = /^(?:import|export) (?:type )?(?:[\w*{][^;'=]*? from )?'([^']+)';$|\bimport\('([^']+)'\)/gm;

async function sources(folder: string): Promise<readonly Source[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));
  return Promise.all(
    files.map(async (entry) => {
      const path = relative(root, join(entry.parentPath, entry.name));
      const text = await readFile(join(root, path), 'utf8');
      return { path, text, imports: [...text.matchAll(specifier)].map((match) => match[1] ?? match[2] ?? '') };
    }),
  );
}

function ruleOf(path: string): readonly [folder: string, rule: Rule] | undefined {
  const inside = path.replace(/^src\//, '');
  return Object.entries(table).find(([folder]) => inside.startsWith(`${folder}/`));
}

function faultOf({ path }: Source, imported: string): string | undefined {
  const found = ruleOf(path);
  if (found === undefined || imported.startsWith('node:')) return undefined;
  const [folder, { ours, packages }] = found;
  if (imported.startsWith('.')) {
    const target = posix.join(dirname(path), imported).replace(/^src\//, '');
    const own = folder === 'vendors' ? isOwnVendor(path, target) : target.startsWith(`${folder}/`);
    return own || ours.some((one) => target.startsWith(one)) ? undefined : `${path} imports ${target}`;
  }
  const name = imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');
  const allowed = packages.some(
    (one) => one === name || (one.endsWith(`: ${name}`) && path.endsWith(one.split(': ')[0] ?? '')),
  );
  return allowed ? undefined : `${path} imports the package ${name}`;
}

/** A vendor imports itself and the vendors' root; the root's list imports each vendor. */
function isOwnVendor(path: string, target: string): boolean {
  const [, , folder = ''] = path.split('/');
  return !folder.includes('.')
    ? target.startsWith(`vendors/${folder}/`) || /^vendors\/[\w-]+\.ts$/.test(target)
    : target.startsWith('vendors/');
}

describe('the architecture', () => {
  it('lets each folder import only what its row in the table says', async () => {
    const all = await sources('src');

    const faults = all.flatMap((source) =>
      source.imports.map((imported) => faultOf(source, imported)).filter((fault) => fault !== undefined),
    );

    expect(faults).toEqual([]);
  });

  it('reads process.argv, process.env and process.exit in main.ts alone', async () => {
    const all = await sources('src');

    const readers = all.filter(({ text }) => /process\.(argv|env|exit)\b/.test(text)).map(({ path }) => path);

    expect(readers).toEqual(['src/main.ts']);
  });

  it('keeps every file at 250 lines or fewer', async () => {
    const all = (await Promise.all(['src', 'test', 'bench', 'scripts'].map(sources))).flat();

    const long = all.filter(({ text }) => text.split('\n').length > 251).map(({ path }) => path);

    expect(long).toEqual([]);
  });

  it('lets the sandbox know nothing of the bot', async () => {
    const all = await sources('src/sandbox');

    const leaks = all.flatMap(({ path, imports }) =>
      imports.filter((one) => one.startsWith('.') && !posix.join(dirname(path), one).startsWith('src/sandbox/')),
    );

    expect(leaks).toEqual([]);
  });
});
