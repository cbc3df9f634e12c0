import type * as z from 'zod';
import { nearest } from '../domain/nearest.ts';
import { formatPath, inside } from './faults.ts';
import type { PlacedFault } from './faults.ts';

/** A block whose kind (`vendor`, `mode`) is none, so that nothing else in it was checked. */
interface WrongKind {
  readonly path: readonly PropertyKey[];
  /** Kinds that may have been meant. */
  readonly guesses: readonly string[];
}

/**
 * What else is wrong in blocks of an unknown kind: their faults as the nearest kind, or those that they have as any.
 * `check` gives the faults of data.
 */
export function behindWrongKinds(
  data: unknown,
  issues: readonly z.core.$ZodIssue[],
  check: (data: unknown) => readonly PlacedFault[],
): readonly PlacedFault[] {
  const wrong = issues.flatMap((issue) => wrongKindOf(data, issue));
  const rounds = Math.max(0, ...wrong.map(({ guesses }) => guesses.length));
  const found = Array.from({ length: rounds }, (_, round) => check(withGuesses(data, wrong, round)));
  return wrong.flatMap(({ path, guesses }) => {
    const [first = [], ...others] = found.slice(0, guesses.length).map((faults) => faultsBelow(faults, path));
    return first.filter((fault) => others.every((faults) => faults.some((other) => isSame(fault, other))));
  });
}

function wrongKindOf(data: unknown, issue: z.core.$ZodIssue): readonly WrongKind[] {
  if (issue.code !== 'invalid_union' || !('discriminator' in issue) || !('options' in issue)) return [];
  const options = Array.isArray(issue.options) ? issue.options.map(String) : [];
  const given = issue.path.reduce<unknown>(inside, data);
  const near = typeof given === 'string' ? nearest(given, options) : undefined;
  return [{ path: issue.path, guesses: near === undefined ? options : [near] }];
}

function withGuesses(data: unknown, wrong: readonly WrongKind[], round: number): unknown {
  const copy: unknown = structuredClone(data);
  for (const { path, guesses } of wrong) {
    const block = path.slice(0, -1).reduce<unknown>(inside, copy);
    const key = path.at(-1);
    const guess = guesses[round] ?? guesses[0];
    if (typeof block === 'object' && block !== null && key !== undefined) Reflect.set(block, key, guess);
  }
  return copy;
}

function faultsBelow(faults: readonly PlacedFault[], kind: readonly PropertyKey[]): readonly PlacedFault[] {
  const block = kind.slice(0, -1);
  return faults.filter(({ path }) => path.length >= block.length && block.every((part, index) => path[index] === part));
}

function isSame(one: PlacedFault, other: PlacedFault): boolean {
  return one.message === other.message && formatPath(one.path) === formatPath(other.path);
}
