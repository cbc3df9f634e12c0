import { Alias, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, ErrorCode, Node, Scalar, YAMLError } from 'yaml';
import type { ConfigFault } from './faults.ts';
import { formatPath } from './faults.ts';
import { hasReferences, resolveReferences } from './references.ts';
import type { Surroundings } from './references.ts';

/** A configuration file as data, before anything is checked. */
export interface Source {
  readonly data: unknown;
  /** References that could not be resolved, and faults of the file's form. */
  readonly faults: readonly ConfigFault[];
  /** Contents of files that references named. */
  readonly fromFiles: readonly string[];
  /** Places whose text came out of a reference, as `formatPath` writes them. */
  readonly replaced: ReadonlySet<string>;
  /** The line of a place, or of the nearest place around it that the file has. */
  readonly lineOf: (path: readonly PropertyKey[]) => number | undefined;
}

/** YAML's own messages quote the file, which holds secrets: these do not. */
const messages: { readonly [code in ErrorCode]?: string } = {
  BAD_INDENT: 'the indentation is wrong',
  BAD_SCALAR_START: 'a value that begins with @, ` or % needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second key stands on this line; a value that holds ": " needs quotes',
  DUPLICATE_KEY: 'this key stands here twice',
  MISSING_CHAR: 'a character is missing (a quote, a bracket, or a blank after a colon)',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line; a blank after a colon may be missing',
  MULTIPLE_DOCS: 'the file holds several documents',
  TAB_AS_INDENT: 'tabs cannot indent; use blanks',
  TAG_RESOLVE_FAILED: 'this tag is not known',
};

/** Reads YAML 1.2 and resolves the references in its texts. Faults are given, never thrown. */
export async function readSource(text: string, surroundings: Surroundings): Promise<Source> {
  const counter = new LineCounter();
  // With a log level of `warn`, a key that is a list is quoted to stderr as it stands.
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', lineCounter: counter, merge: true });
  const syntax = [...document.errors, ...document.warnings].map((error) => ({
    path: '',
    line: counter.linePos(error.pos[0]).line,
    message: describeSyntax(error),
  }));
  const lineOf: Source['lineOf'] = (path) => lineIn(document, path, counter);
  if (syntax.length > 0)
    return { data: undefined, faults: firstOfEachLine(syntax), fromFiles: [], replaced: new Set(), lineOf };
  const resolved = await replaceScalars(document, surroundings);
  const faults = resolved.faults.map(({ path, message }) => ({ path: formatPath(path), line: lineOf(path), message }));
  return { ...resolved, ...toData(document, faults), lineOf };
}

function describeSyntax({ code, message }: YAMLError): string {
  // The parser calls a bracket that is never closed an indentation.
  if (code === 'BAD_INDENT' && message.startsWith('Flow '))
    return 'a { or [ before here is not closed, or what it holds is not indented';
  return messages[code] ?? 'this is not valid YAML (inside { } or [ ], "${…}" needs quotes)';
}

/** One slip makes the parser stumble several times. */
function firstOfEachLine(faults: readonly ConfigFault[]): readonly ConfigFault[] {
  return faults.filter(({ line }, index) => faults.findIndex((fault) => fault.line === line) === index);
}

function toData(document: Document.Parsed, faults: readonly ConfigFault[]): Pick<Source, 'data' | 'faults'> {
  try {
    return { data: document.toJS({ maxAliasCount: 100 }) ?? {}, faults };
  } catch {
    return {
      data: undefined,
      faults: [...faults, { path: '', message: 'an alias cannot be resolved, or is used too often' }],
    };
  }
}

interface Found {
  readonly node: Scalar;
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

async function replaceScalars(document: Document.Parsed, surroundings: Surroundings) {
  const faults: { readonly path: readonly PropertyKey[]; readonly message: string }[] = [];
  const fromFiles: string[] = [];
  const replaced = new Set<string>();
  for (const { node, path, text } of referencesIn(document)) {
    const resolved = await resolveReferences(text, surroundings);
    node.value = resolved.text;
    fromFiles.push(...resolved.fromFiles);
    replaced.add(formatPath(path));
    faults.push(...resolved.faults.map((message) => ({ path, message })));
  }
  return { faults, fromFiles, replaced };
}

function referencesIn(document: Document.Parsed): readonly Found[] {
  const found: Found[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string' || !hasReferences(node.value)) return;
      found.push({ node, path: pathOf(node, ancestors), text: node.value });
    },
  });
  return found;
}

/** The place of a node, read off the nodes around it. */
function pathOf(node: unknown, ancestors: readonly unknown[]): readonly PropertyKey[] {
  const chain = [...ancestors, node];
  return chain.flatMap((one, index): readonly PropertyKey[] => {
    const inside = chain[index + 1];
    if (isSeq(one)) return [one.items.indexOf(inside)];
    if (isMap(one)) return one.items.filter((pair) => pair === inside).map((pair) => keyOf(pair.key));
    return [];
  });
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function lineIn(document: Document.Parsed, path: readonly PropertyKey[], counter: LineCounter): number | undefined {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const part of path) {
    const inside: unknown = node instanceof Alias || isAlias(node) ? node.resolve(document) : node;
    const next = childOf(inside, part);
    if (next === undefined) break;
    offset = next.offset ?? offset;
    node = next.node;
  }
  return offset === undefined ? undefined : counter.linePos(offset).line;
}

function childOf(
  node: unknown,
  part: PropertyKey,
): { readonly node: unknown; readonly offset: number | undefined } | undefined {
  if (isSeq(node) && typeof part === 'number') {
    const item = node.items[part];
    return item === undefined ? undefined : { node: item, offset: offsetOf(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => keyOf(key) === String(part));
  return pair === undefined ? undefined : { node: pair.value, offset: offsetOf(pair.key) };
}

function offsetOf(node: unknown): number | undefined {
  return (node as Partial<Node> | null)?.range?.[0];
}
