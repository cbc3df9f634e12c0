import { isScalar, visit } from 'yaml';
import type { Document } from 'yaml';

/** Where `${…}` takes its values from. */
export interface Sources {
  readonly env: { readonly [name: string]: string | undefined };
  readonly read: (path: string) => Promise<string>;
}

export interface Interpolation {
  /** Places whose text was put together from outside, as `pathText` writes them. */
  readonly places: ReadonlySet<string>;
  /** What `${file:…}` gave. */
  readonly fromFiles: readonly string[];
  readonly faults: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

const reference = /\$\{(?:file:([^}]+)|([A-Za-z_]\w*)(?::-([^}]*))?)\}/g;

/**
 * Replaces `${VAR}`, `${VAR:-default}` and `${file:/run/secrets/x}` in every text of a document, in place. A value is
 * never read again for references of its own. A file's trailing newline is not part of its secret.
 */
export async function interpolate(
  document: Document,
  pathOf: (path: readonly PropertyKey[]) => string,
  sources: Sources,
): Promise<Interpolation> {
  const places = new Set<string>();
  const fromFiles: string[] = [];
  const faults: { path: readonly PropertyKey[]; message: string }[] = [];
  for (const { node, path } of scalarsOf(document)) {
    const parts = await Promise.all(
      [...node.value.matchAll(reference)].map(async (match) => ({ match, value: await resolve(match, sources) })),
    );
    if (parts.length === 0) continue;
    places.add(pathOf(path));
    for (const { match, value } of parts) {
      if (typeof value !== 'string') faults.push({ path, message: value.fault });
      else if (match[1] !== undefined) fromFiles.push(value);
    }
    const values = parts.map(({ value }) => (typeof value === 'string' ? value : ''));
    node.value = node.value.replaceAll(reference, () => values.shift() ?? '');
  }
  return { places, fromFiles, faults };
}

interface TextNode {
  value: string;
}

function scalarsOf(document: Document): readonly { readonly node: TextNode; readonly path: readonly PropertyKey[] }[] {
  const found: { node: TextNode; path: readonly PropertyKey[] }[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string') return;
      found.push({ node: node as TextNode, path: pathTo([...ancestors, node]) });
    },
  });
  return found;
}

/** The keys and indexes that lead from the document to its last node. */
function pathTo(nodes: readonly unknown[]): readonly PropertyKey[] {
  return nodes.flatMap((node, index): readonly PropertyKey[] => {
    const parent = nodes[index - 1];
    if (typeof node === 'object' && node !== null && 'key' in node && isScalar(node.key))
      return [String(node.key.value)];
    if (
      typeof parent === 'object' &&
      parent !== null &&
      'items' in parent &&
      Array.isArray(parent.items) &&
      !isPair(node)
    ) {
      return [parent.items.indexOf(node)];
    }
    return [];
  });
}

function isPair(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'key' in node;
}

async function resolve(match: RegExpExecArray, { env, read }: Sources): Promise<string | { readonly fault: string }> {
  const [, file, name = '', fallback] = match;
  if (file === undefined) {
    const value = env[name];
    if (value !== undefined && value !== '') return value;
    return fallback ?? { fault: `the environment variable ${name} is not set` };
  }
  try {
    return (await read(file)).replace(/\r?\n$/, '');
  } catch {
    return { fault: `the file ${file} cannot be read` };
  }
}
