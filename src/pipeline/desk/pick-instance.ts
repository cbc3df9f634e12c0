import { answer } from '../../domain/answer.ts';
import type { Answer } from '../../domain/answer.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Instance } from '../../ports/vendor.ts';
import { someOf } from './some-of.ts';

/** The instance of a name; an answer with the nearest one where there is none. */
export function pickInstance(name: string | undefined, instances: readonly Instance[]): Instance | Answer {
  const found = instances.find((instance) => instance.name === name);
  if (found !== undefined) return found;
  const names = instances.map((instance) => instance.name);
  const list = { kind: 'text', lines: [`Instances: ${someOf(names)}.`] } as const;
  if (name === undefined) return answer('error', 'Which instance? Give its name.', list);
  const near = nearest(name, names);
  return answer('error', `There is no instance "${name}".${near === undefined ? '' : ` Did you mean ${near}?`}`, list);
}
