import { readFile } from 'node:fs/promises';
import { readConfig } from '../config/load.ts';
import type { Reading } from '../config/load.ts';
import type { Fault } from '../domain/errors.ts';
import { commandNames } from '../pipeline/desk/deps.ts';
import { checkPlaybooks, havePlaybooks } from '../pipeline/check-playbooks.ts';
import { compileRules } from '../pipeline/rules.ts';
import type { Instance } from '../ports/vendor.ts';
import { declaring } from '../vendors/declaring.ts';
import { createInstance, exampleInstances, instanceSettingsSchema } from '../vendors/index.ts';
import type { InstanceSettings } from '../vendors/index.ts';
import { createWiring } from '../wiring.ts';
import type { Wiring } from '../wiring.ts';
import type { Io } from './io.ts';
import type { CommonOptions } from './program.ts';

interface Source {
  readonly path: string;
  readonly read: (path: string) => Promise<string>;
  readonly logLevel: string;
}

/** Reads `picket.yaml` and builds its instances. Errors: `ConfigError` with every fault. */
export async function loadWiring({ config: path, logLevel }: CommonOptions, io: Io): Promise<Wiring> {
  return wiringOf({ path, logLevel, read: async (file) => readFile(file, 'utf8') }, io);
}

/** The same for commands whose output is for people or pipes: their log speaks up only for what is wrong. */
export async function loadQuietWiring(options: CommonOptions, io: Io): Promise<Wiring> {
  return loadWiring({ ...options, logLevel: options.logLevel === 'info' ? 'warn' : options.logLevel }, io);
}

export async function wiringOf({ path, read, logLevel }: Source, io: Io): Promise<Wiring> {
  const reading = await readConfig({ path, read, env: io.env, instances: instanceSettingsSchema });
  const { config } = reading;
  const rules = compileRules(reading.rules);
  if (config === undefined || 'faults' in rules)
    throw reading.refuse([...('faults' in rules ? rules.faults : []), ...playbookFaults(reading)]);
  const wiring = await createWiring({ config, rules, env: io.env, logLevel, logTo: io.err });
  const { faults, warnings } = checkPlaybooks(config.rules, wiring.instances, everyCommand());
  if (faults.length > 0) throw reading.refuse(faults);
  for (const warning of [...config.warnings, ...warnings]) io.err(`picket: warning: ${warning}\n`);
  return wiring;
}

/** Faults of the playbooks in a file that has others. An instance that cannot be made may be of any vendor. */
function playbookFaults({ rules, instances }: Reading<InstanceSettings>): readonly Fault[] {
  if (!havePlaybooks(rules)) return [];
  const standIns = instances.flatMap(({ name, settings }): readonly Instance[] =>
    settings === undefined ? exampleInstances(name) : [createInstance(settings, declaring, { channel: '' })],
  );
  return checkPlaybooks(rules, standIns, everyCommand()).faults;
}

function everyCommand(): readonly string[] {
  return commandNames(exampleInstances('example'));
}
