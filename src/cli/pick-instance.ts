import { nearest } from '../domain/nearest.ts';
import type { Instance } from '../ports/vendor.ts';
import { UsageError } from './usage-error.ts';

/** The configured instance of a name. Errors: `UsageError` with the nearest one where there is none. */
export function instanceNamed(name: string, instances: readonly Instance[]): Instance {
  const found = instances.find((instance) => instance.name === name);
  if (found !== undefined) return found;
  const names = instances.map((instance) => instance.name);
  const near = nearest(name, names);
  const hint = near === undefined ? `There are: ${names.join(', ')}.` : `Did you mean ${near}?`;
  throw new UsageError(`There is no instance "${name}". ${hint}`);
}
