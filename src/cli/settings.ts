import { readFile } from 'node:fs/promises';
import { ConfigError } from '../config/faults.ts';
import type { ConfigFault } from '../config/faults.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Fault } from '../domain/errors.ts';
import { isCronExpression } from '../engine/embedded.ts';
import { compileRules } from '../pipeline/rules.ts';
import { instanceSettingsSchema } from '../vendors/index.ts';
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
  const config = await loadConfig({ path, read, env: io.env, instances: instanceSettingsSchema });
  const rules = compileRules(config.rules);
  if ('faults' in rules)
    throw new ConfigError(
      path,
      rules.faults.map((fault) => placed(fault, config)),
    );
  const wiring = await createWiring({ config, rules, env: io.env, logLevel, logTo: io.err });
  const faults = cronFaults(wiring);
  if (faults.length > 0)
    throw new ConfigError(
      path,
      faults.map((fault) => placed(fault, config)),
    );
  for (const warning of config.warnings) io.err(`picket: warning: ${warning}\n`);
  return wiring;
}

function placed(fault: Fault, { lineOf }: Config<InstanceSettings>): ConfigFault {
  const line = lineOf(fault.path);
  return { ...fault, ...(line !== undefined && { line }) };
}

/** The scheduler alone can say whether a cron expression is one. */
function cronFaults({ instances }: Wiring): readonly Fault[] {
  return instances.flatMap(({ vendor }, index) =>
    vendor.feeds.flatMap(({ name, schedule }) =>
      'cron' in schedule && !isCronExpression(schedule.cron)
        ? [
            {
              path: `instances[${index}]`,
              message: `feed ${name}: the scheduler cannot read the cron expression "${schedule.cron}"`,
            },
          ]
        : [],
    ),
  );
}
