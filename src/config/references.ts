/** Where references are resolved: `${VAR}`, `${VAR:-default}`, `${file:/run/secrets/x}`. */
export interface Surroundings {
  readonly env: { readonly [name: string]: string | undefined };
  readonly read: (path: string) => Promise<string>;
}

export interface Resolved {
  readonly text: string;
  /** Contents of the files named, without the newlines at their end. */
  readonly fromFiles: readonly string[];
  /** What is wrong, without any of the text around it. */
  readonly faults: readonly string[];
}

const reference = /\$\$\{|\$\{([^{}]*)(\}?)/g;
const variable = /^([A-Za-z_]\w*)(?::-(.*))?$/s;

/** Whether a text holds anything to replace. */
export function hasReferences(text: string): boolean {
  return text.includes('${');
}

/**
 * Replaces every reference of a text. An empty variable is set, except for `:-`, as in a shell; `$${` stays as `${`.
 * What a variable or file holds is not looked through again.
 */
export async function resolveReferences(text: string, surroundings: Surroundings): Promise<Resolved> {
  const out: string[] = [];
  const fromFiles: string[] = [];
  const faults: string[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const [whole, body, closing] = match;
    out.push(text.slice(end, match.index));
    end = match.index + whole.length;
    const found = body === undefined ? { value: '${' } : await resolveOne(body, closing === '}', surroundings);
    if ('fault' in found) faults.push(found.fault);
    else out.push(found.value);
    if ('value' in found && body?.startsWith('file:') === true) fromFiles.push(found.value);
  }
  out.push(text.slice(end));
  return { text: out.join(''), fromFiles, faults };
}

type One = { readonly value: string } | { readonly fault: string };

const plain = 'write `$${` for a plain `${`';

async function resolveOne(body: string, isClosed: boolean, { env, read }: Surroundings): Promise<One> {
  if (!isClosed) return { fault: `a reference is not closed: expected \`\${VAR}\`; ${plain}` };
  if (body.startsWith('file:')) return readSecret(body.slice('file:'.length), read);
  const [, name, fallback] = variable.exec(body) ?? [];
  if (name === undefined)
    return { fault: `expected \`\${VAR}\`, \`\${VAR:-default}\` or \`\${file:/path}\`; ${plain}` };
  const value = env[name];
  if (fallback !== undefined) return { value: value === undefined || value === '' ? fallback : value };
  return value === undefined ? { fault: `the environment variable ${spelt(name)} is not set` } : { value };
}

/** Only what looks like a variable's name is repeated: a secret may stand there by mistake. */
function spelt(name: string): string {
  return /^[A-Z][A-Z0-9_]*$/.test(name) ? name : 'named here';
}

async function readSecret(path: string, read: Surroundings['read']): Promise<One> {
  try {
    return { value: (await read(path)).replace(/[\r\n]+$/, '') };
  } catch (error) {
    return { fault: `the file named here cannot be read: ${whyUnreadable(error)}` };
  }
}

const reasons: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  EISDIR: 'it is a folder',
};

/** Why a file could not be read, with the system's word for it (`ENOENT`); never its message, which names the file. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !/^[A-Z_]{1,40}$/.test(code)) return 'unknown reason';
  const reason = reasons[code];
  return reason === undefined ? code : `${reason} (${code})`;
}
