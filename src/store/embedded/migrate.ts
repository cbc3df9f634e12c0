import { formatVersion } from './schema.ts';

/** A store file as parsed JSON, of any version. */
export interface StoreDocument {
  readonly version: number;
  readonly [field: string]: unknown;
}

/** Turns a document of one version into one of the next; pure. */
type Migration = (document: StoreDocument) => { readonly [field: string]: unknown };

/** By the version that they start from. Never edited once released. */
export interface Migrations {
  readonly [from: number]: Migration;
}

/** Version 1 is the first that was released. */
export const migrations: Migrations = {
  // Claims and summaries came, and effects of new kinds.
  1: (document) => ({ ...document, claims: [], summaries: [] }),
};

/**
 * Leads an older document to the current version, one step at a time.
 *
 * Gives undefined where a step is missing: no Picket ever wrote such a version.
 */
export function migrate(
  document: StoreDocument,
  steps: Migrations = migrations,
  target: number = formatVersion,
): StoreDocument | undefined {
  let current = document;
  while (current.version < target) {
    const step = steps[current.version];
    if (step === undefined) return undefined;
    current = { ...step(current), version: current.version + 1 };
  }
  return current;
}
