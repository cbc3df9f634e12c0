import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Guard {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** What delivery rests on; without any one of them a run must find something wrong. */
export const guards: { readonly [name: string]: Guard } = {
  /** An attempt is written down before its call. */
  sending: {
    file: 'src/pipeline/attempt.ts',
    find: "entries: [{ ...now, state: 'sending', attempt }]",
    replace: 'entries: [now]',
  },
  /** An attempt without an answer is looked for in Slack's history. */
  history: {
    file: 'src/pipeline/reconcile.ts',
    find: 'const found = await look(entry, deps);',
    replace: "const found = entry.kind === 'command';",
  },
  /** A commit is synced before its effects go out. */
  fsync: {
    file: 'src/store/embedded/durable-adapter.ts',
    find: '    await handle.sync();\n',
    replace: '',
  },
  /** A press is claimed, under its own id and under what it wants, before the vendor is asked. */
  'interaction-key': {
    file: 'src/pipeline/claims.ts',
    find: "    if (claims.has(claim.id)) return { result: { kind: 'repeated' } };\n",
    replace:
      "    if (claim.id !== '') return { claims: [claim, ...intentOf(claim)], result: { kind: 'taken', claim } };\n",
  },
};

/** A copy of the sources without one guard, gone with `dispose`. Throws where the guard is not found as it was. */
export async function withoutGuard(
  name: string,
  source: string,
): Promise<{ readonly source: string; dispose(): Promise<void> }> {
  const guard = guards[name];
  if (guard === undefined) throw new Error(`there is no guard ${name}; there are: ${Object.keys(guards).join(', ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'picket-guard-'));
  for (const part of ['src', 'package.json']) await cp(join(source, part), join(folder, part), { recursive: true });
  await symlink(join(source, 'node_modules'), join(folder, 'node_modules'));
  const path = join(folder, guard.file);
  await writeFile(path, patched(await readFile(path, 'utf8'), guard));
  return { source: folder, dispose: async () => rm(folder, { recursive: true, force: true }) };
}

function patched(text: string, { file, find, replace }: Guard): string {
  const parts = text.split(find);
  if (parts.length !== 2) throw new Error(`${file} has the guard ${parts.length - 1} times`);
  return parts.join(replace);
}
