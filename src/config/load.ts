import type * as z from 'zod';
import { readSource } from './document.ts';
import type { Source } from './document.ts';
import { ConfigError, formatPath } from './faults.ts';
import type { ConfigFault } from './faults.ts';
import { codeOf } from './references.ts';
import { configSchema } from './schema.ts';
import type { Config, InstanceCommon } from './schema.ts';
import { secretsOf } from './secrets.ts';
import { validate } from './validate.ts';
import type { PlacedFault } from './validate.ts';
import { warningsOf } from './warnings.ts';

export interface LoadOptions<Instance extends InstanceCommon> {
  readonly path: string;
  /** Reads the file, and those that `${file:…}` names, as UTF-8. */
  readonly read: (path: string) => Promise<string>;
  readonly env: { readonly [name: string]: string | undefined };
  /** One instance of any vendor. */
  readonly instances: z.ZodType<Instance>;
}

/**
 * Reads and checks a configuration file. Errors: `ConfigError` with every fault at once, each with its path, its line,
 * what was expected and the nearest known key; no value of the file is repeated in it.
 */
export async function loadConfig<Instance extends InstanceCommon>(
  options: LoadOptions<Instance>,
): Promise<Config<Instance>> {
  const { path, instances } = options;
  const source = await readSource(await readText(options), options);
  const validated = validate(configSchema(instances), source);
  const placed = [...(validated.ok ? [] : validated.faults), ...acrossInstances(source.data)];
  const faults = merge(source, placed);
  if (!validated.ok || faults.length > 0) throw new ConfigError(path, faults);
  const settings = validated.value;
  return {
    ...settings,
    channel: settings.channel ?? settings.instances[0]?.channel ?? '',
    warnings: warningsOf(settings, field(source.data, 'access')),
    secrets: secretsOf(settings, source.fromFiles),
    lineOf: (place) => source.lineOf(parsePath(place)),
  };
}

async function readText({
  path,
  read,
}: {
  readonly path: string;
  readonly read: LoadOptions<InstanceCommon>['read'];
}): Promise<string> {
  try {
    return await read(path);
  } catch (error) {
    const code = codeOf(error);
    const message =
      code === 'ENOENT' ? 'there is no such file; `picket init` writes one' : `it cannot be read (${code})`;
    throw new ConfigError(path, [{ path: '', message }]);
  }
}

/** Reference faults first; what a place is said to be beside them is only their consequence. */
function merge({ faults, lineOf }: Source, placed: readonly PlacedFault[]): readonly ConfigFault[] {
  if (faults.some(({ path }) => path === '')) return faults;
  const found = placed
    .map(({ path, shownPath, message }) => ({ path: shownPath ?? formatPath(path), line: lineOf(path), message }))
    .filter(({ path }) => !faults.some((fault) => fault.path === path));
  return [...faults, ...found].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** What no single entry can tell: names taken twice, and incidents that would have no channel to go to. */
function acrossInstances(data: unknown): readonly PlacedFault[] {
  const entries = field(data, 'instances');
  const instances: readonly unknown[] = Array.isArray(entries) ? entries : [];
  const names = instances.map((instance) => field(instance, 'name'));
  const taken = names.flatMap((name, index): readonly PlacedFault[] => {
    const first = names.indexOf(name);
    if (typeof name !== 'string' || first === index) return [];
    return [
      { path: ['instances', index, 'name'], message: `expected a name of its own; instances[${first}] has this one` },
    ];
  });
  const homeless = instances.some((instance) => field(instance, 'channel') === undefined);
  if (field(data, 'channel') !== undefined || (instances.length > 0 && !homeless)) return taken;
  return [...taken, { path: ['channel'], message: 'is missing; expected a channel here, or one in each instance' }];
}

function field(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name) ? Reflect.get(data, name) : undefined;
}

function parsePath(path: string): readonly PropertyKey[] {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
