import { tables } from './0001-tables.ts';
import { replicas } from './0002-replicas.ts';
import { channels } from './0003-channels.ts';

/** One step of the schema. */
export interface SchemaStep {
  /**
   * The lowest version (number of steps) whose Picket can still work with the database after this step. Old and new run
   * side by side during an upgrade, so a step only ever adds (expand), and leaves this as the step before has it; what a
   * release stopped using goes a release later (contract), in a step that raises this to that release's version.
   */
  readonly minReader: number;
  /** Run in one transaction, in order. */
  readonly statements: readonly string[];
}

/** By name, in order. A step is never edited once released. */
export interface SchemaSteps {
  readonly [name: string]: SchemaStep;
}

export const schemaSteps: SchemaSteps = {
  '0001-tables': tables,
  '0002-replicas': replicas,
  '0003-channels': channels,
};
