import type { AccessDeps } from '../authorise.ts';
import type { ExecuteDeps } from '../execute.ts';
import type { Health } from '../../ports/health.ts';
import type { Command } from '../../domain/command.ts';
import type { Instance } from '../../ports/vendor.ts';

/** What answering people needs. */
export interface DeskDeps extends ExecuteDeps, AccessDeps {
  readonly instances: readonly Instance[];
  readonly health: Health;
  /** `/threat` */
  readonly slackCommand: string;
}

/** A command where it can be run. */
export interface Offer {
  readonly instance: Instance;
  readonly command: Command;
}

/** Every instance that has a command of this name or alias. */
export function offersOf(name: string, instances: readonly Instance[]): readonly Offer[] {
  return instances.flatMap((instance) =>
    instance.vendor.commands
      .filter((command) => command.name === name || command.aliases.includes(name))
      .map((command) => ({ instance, command })),
  );
}

/** Names of all commands, each once, in order. */
export function commandNames(instances: readonly Instance[]): readonly string[] {
  return [...new Set(instances.flatMap(({ vendor }) => vendor.commands.map(({ name }) => name)))].toSorted();
}
