import type * as z from 'zod';
import type { Fault } from '../domain/errors.ts';
import type { Rule } from '../domain/rule.ts';
import { readSource } from './document.ts';
import type { Source } from './document.ts';
import { ConfigError, formatPath, inside } from './faults.ts';
import type { ConfigFault, PlacedFault } from './faults.ts';
import { whyUnreadable } from './references.ts';
import { configSchema, ReadableRule } from './schema.ts';
import type { Config, InstanceCommon, Settings } from './schema.ts';
import { secretsOf } from './secrets.ts';
import { validate } from './validate.ts';
import { warningsOf } from './warnings.ts';

export interface LoadOptions<Instance extends InstanceCommon> {
  readonly path: string;
  /** Reads the file, and those that `${file:…}` names, as UTF-8. */
  readonly read: (path: string) => Promise<string>;
  readonly env: { readonly [name: string]: string | undefined };
  /** One instance of any vendor. */
  readonly instances: z.ZodType<Instance>;
}

/** A configuration file as far as it could be read, so that what is checked later can be told together with the rest. */
export interface Reading<Instance extends InstanceCommon> {
  /** Absent where the file has faults. */
  readonly config?: Config<Instance>;
  /** In the order of the file; where it has faults, their expressions and playbooks alone, as far as they are texts. */
  readonly rules: readonly Rule[];
  /** In the order of the file; without settings where they are wrong. */
  readonly instances: readonly { readonly name: string; readonly settings?: Instance }[];
  /** The error of this file: its faults, and `more` that were found later. */
  refuse(more?: readonly Fault[]): ConfigError;
}

/**
 * Reads and checks a configuration file. Errors: `ConfigError` with every fault at once, each with its path, its line,
 * what was expected and the nearest known key; no value of the file is repeated in it.
 */
export async function loadConfig<Instance extends InstanceCommon>(
  options: LoadOptions<Instance>,
): Promise<Config<Instance>> {
  const reading = await readConfig(options);
  if (reading.config === undefined) throw reading.refuse();
  return reading.config;
}

/** The same, for who has more to check: faults are given with `refuse`. Errors: `ConfigError` where there is no file. */
export async function readConfig<Instance extends InstanceCommon>(
  options: LoadOptions<Instance>,
): Promise<Reading<Instance>> {
  const source = await readSource(await readText(options), options);
  const validated = validate(configSchema(options.instances), source);
  const placed = [...(validated.ok ? [] : validated.faults), ...acrossInstances(source.data)];
  const faults = merge(source, placed);
  const refuse = (more: readonly Fault[] = []): ConfigError =>
    new ConfigError(options.path, inOrder([...faults, ...unsaid(more, faults, source)]));
  if (!validated.ok || faults.length > 0) return { ...partsOf(source.data, options), refuse };
  const { rules, instances } = validated.value;
  const named = instances.map((settings) => ({ name: settings.name, settings }));
  return { config: configOf(validated.value, source), rules, instances: named, refuse };
}

function configOf<Instance extends InstanceCommon>(settings: Settings<Instance>, source: Source): Config<Instance> {
  return {
    ...settings,
    channel: settings.channel ?? settings.instances[0]?.channel ?? '',
    warnings: warningsOf(settings, inside(source.data, 'access')),
    secrets: secretsOf(settings, source.fromFiles),
  };
}

function partsOf<Instance extends InstanceCommon>(
  data: unknown,
  { instances: schema }: LoadOptions<Instance>,
): Pick<Reading<Instance>, 'rules' | 'instances'> {
  return {
    rules: entriesOf(data, 'rules').map((rule) => ReadableRule.parse(rule)),
    instances: entriesOf(data, 'instances').map((instance) => {
      const { data: settings } = schema.safeParse(instance);
      return { name: String(inside(instance, 'name')), ...(settings !== undefined && { settings }) };
    }),
  };
}

function entriesOf(data: unknown, name: string): readonly unknown[] {
  const entries = inside(data, name);
  return Array.isArray(entries) ? entries : [];
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
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const message = isMissing
      ? 'there is no such file; `picket init` writes one'
      : `it cannot be read: ${whyUnreadable(error)}`;
    throw new ConfigError(path, [{ path: '', message }]);
  }
}

/** Reference faults first; what a place is said to be beside them is only their consequence. */
function merge({ faults, lineOf }: Source, placed: readonly PlacedFault[]): readonly ConfigFault[] {
  if (faults.some(({ path }) => path === '')) return faults;
  const found = placed
    .map(({ path, shownPath, message }) => ({ path: shownPath ?? formatPath(path), line: lineOf(path), message }))
    .filter(({ path }) => !faults.some((fault) => fault.path === path));
  return inOrder([...faults, ...found]);
}

/** What was found later, where nothing was said of its place yet. */
function unsaid(more: readonly Fault[], said: readonly ConfigFault[], { lineOf }: Source): readonly ConfigFault[] {
  return more
    .filter(({ path }) => !said.some((fault) => fault.path === path))
    .map((fault) => ({ ...fault, line: lineOf(parsePath(fault.path)) }));
}

function inOrder(faults: readonly ConfigFault[]): readonly ConfigFault[] {
  return faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** What no single entry can tell: names taken twice, and incidents that would have no channel to go to. */
function acrossInstances(data: unknown): readonly PlacedFault[] {
  const instances = entriesOf(data, 'instances');
  const names = instances.map((instance) => inside(instance, 'name'));
  const taken = names.flatMap((name, index): readonly PlacedFault[] => {
    const first = names.indexOf(name);
    if (typeof name !== 'string' || first === index) return [];
    return [
      { path: ['instances', index, 'name'], message: `expected a name of its own; instances[${first}] has this one` },
    ];
  });
  const homeless = instances.some((instance) => inside(instance, 'channel') === undefined);
  if (inside(data, 'channel') !== undefined || (instances.length > 0 && !homeless)) return taken;
  return [...taken, { path: ['channel'], message: 'is missing; expected a channel here, or one in each instance' }];
}

function parsePath(path: string): readonly PropertyKey[] {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
