import type { Fault } from '../domain/errors.ts';

/** One fault of a configuration file. */
export interface ConfigFault extends Fault {
  /** From 1; absent where the fault is not at a place in the file. */
  readonly line?: number | undefined;
}

/** A fault with its place still in parts. */
export interface PlacedFault {
  readonly path: readonly PropertyKey[];
  readonly shownPath?: string;
  readonly message: string;
}

/** A configuration that cannot be used, with every fault found. Its message is for people and holds no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly ConfigFault[];

  constructor(file: string, faults: readonly ConfigFault[]) {
    super(
      [`${file}: ${faults.length === 1 ? '1 fault' : `${faults.length} faults`}`, ...faults.map(asLine)].join('\n'),
    );
    this.faults = faults;
  }
}

function asLine({ line, path, message }: ConfigFault): string {
  return `  ${line === undefined ? '' : `line ${line}, `}${path === '' ? '' : `${path}: `}${message}`;
}

/** A place in a file as people write it: `instances[0].fetch.every`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/** What stands at `key`; absent where `holder` has none. */
export function inside(holder: unknown, key: PropertyKey): unknown {
  return typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
    ? Reflect.get(holder, key)
    : undefined;
}
