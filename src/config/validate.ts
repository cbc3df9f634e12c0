import * as z from 'zod';
import { describeIssue, describeUnknownKey } from './describe-issue.ts';
import type { Source } from './document.ts';
import { formatPath, inside } from './faults.ts';
import type { PlacedFault } from './faults.ts';
import { behindWrongKinds } from './wrong-kinds.ts';

export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly PlacedFault[] };

/**
 * Checks data against a schema, with all faults at once. A text that came out of a reference is taken as the number or
 * flag that its place asks for: `port: ${PORT}`.
 */
export function validate<T>(schema: z.ZodType<T>, { data, replaced }: Pick<Source, 'data' | 'replaced'>): Validated<T> {
  const result = parseConverting(schema, data, replaced);
  if (result.ok) return result;
  const behind = behindWrongKinds(data, result.issues, (guess) => {
    const guessed = parseConverting(schema, guess, replaced);
    return guessed.ok ? [] : guessed.faults;
  });
  return { ok: false, faults: [...result.faults, ...behind] };
}

/** Changes `data` where it converts. */
function parseConverting<T>(schema: z.ZodType<T>, data: unknown, replaced: Source['replaced']): Parsed<T> {
  const first = parse(schema, data);
  if (first.ok) return first;
  const converted = first.issues.filter((issue) => replaced.has(formatPath(issue.path)) && convert(data, issue));
  return converted.length > 0 ? parse(schema, data) : first;
}

type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly z.core.$ZodIssue[]; readonly faults: readonly PlacedFault[] };

function parse<T>(schema: z.ZodType<T>, data: unknown): Parsed<T> {
  const known = new Map<string, readonly string[]>();
  const result = schema.safeParse(data, {
    error: (issue) => {
      const { code, inst, path = [] } = issue;
      if (code === 'unrecognized_keys' && inst instanceof z.ZodObject)
        known.set(formatPath(path), Object.keys(inst.shape));
      return describeIssue(issue);
    },
  });
  if (result.success) return { ok: true, value: result.data };
  const { issues } = result.error;
  return { ok: false, issues, faults: issues.flatMap((issue) => faultsOf(issue, known)) };
}

function faultsOf(issue: z.core.$ZodIssue, known: ReadonlyMap<string, readonly string[]>): readonly PlacedFault[] {
  if (issue.code !== 'unrecognized_keys') return [{ path: issue.path, message: issue.message }];
  return issue.keys.map((key) => {
    const { shown, message } = describeUnknownKey(key, known.get(formatPath(issue.path)) ?? []);
    return { path: [...issue.path, key], shownPath: formatPath([...issue.path, shown]), message };
  });
}

/** Puts the number or flag that `issue` asks for in the place of its text; gives whether it did. */
function convert(data: unknown, issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'invalid_type') return false;
  const holder = issue.path.slice(0, -1).reduce<unknown>(inside, data);
  const last = issue.path.at(-1);
  const text = last === undefined ? undefined : inside(holder, last);
  if (typeof text !== 'string' || last === undefined || typeof holder !== 'object' || holder === null) return false;
  const value = read(text, issue.expected);
  return value !== undefined && Reflect.set(holder, last, value);
}

function read(text: string, expected: string): number | boolean | undefined {
  if (expected === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return (expected === 'number' || expected === 'int') && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}
