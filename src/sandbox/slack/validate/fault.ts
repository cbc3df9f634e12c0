import type * as z from 'zod';

/** What is wrong with a block, and where, as `blocks.validate` answers it. */
export interface Fault {
  /** A word for the kind: `too_long`, `too_short`, `additional_property`, `missing_field`, `unsupported_type`, … */
  readonly code: string;
  readonly message: string;
  /** JSON pointer into the payload: `/blocks/0/text/text`. */
  readonly pointer: string;
  readonly field?: string;
  readonly constraint?: { readonly [name: string]: unknown };
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function pointerTo(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Builds a fault at a path. */
export function fault(
  path: Path,
  what: { code: string; message: string; constraint?: { readonly [name: string]: unknown } },
): Fault {
  const field = path.at(-1);
  return { ...what, pointer: pointerTo(path), ...(typeof field === 'string' ? { field } : {}) };
}

function tooBig({ origin, maximum }: { origin: string; maximum: number | bigint }, path: Path): Fault {
  const constraint = { type: 'max', max: Number(maximum) };
  if (origin === 'string') {
    return fault(path, {
      code: 'too_long',
      message: `must be less than ${Number(maximum) + 1} characters`,
      constraint,
    });
  }
  if (origin === 'array') {
    return fault(path, { code: 'too_many', message: `no more than ${maximum} items allowed`, constraint });
  }
  return fault(path, { code: 'too_big', message: `must be no more than ${maximum}`, constraint });
}

function tooSmall({ origin, minimum }: { origin: string; minimum: number | bigint }, path: Path): Fault {
  const constraint = { type: 'min', min: Number(minimum) };
  if (origin === 'string') {
    return fault(path, {
      code: 'too_short',
      message: `must be more than ${Number(minimum) - 1} characters`,
      constraint,
    });
  }
  if (origin === 'array') {
    return fault(path, { code: 'too_few', message: `no less than ${minimum} items allowed`, constraint });
  }
  return fault(path, { code: 'too_small', message: `must be no less than ${minimum}`, constraint });
}

function additional(keys: readonly string[], path: Path): Fault[] {
  return keys.map((key) =>
    fault([...path, key], { code: 'additional_property', message: `invalid additional property: ${key}` }),
  );
}

/** One of Slack's faults for each of zod's; `root` is the path of what was parsed. */
export function faultsOf(issues: readonly Issue[], root: Path): Fault[] {
  return issues.flatMap((issue): Fault[] => {
    const path = [...root, ...issue.path];
    switch (issue.code) {
      case 'too_big':
        return [tooBig(issue, path)];
      case 'too_small':
        return [tooSmall(issue, path)];
      case 'unrecognized_keys':
        return additional(issue.keys, path);
      case 'invalid_union':
        return issue.discriminator === undefined
          ? [fault(path, { code: 'no_match', message: 'failed to match all allowed schemas' })]
          : [fault(path, { code: 'unsupported_type', message: 'unsupported type' })];
      case 'invalid_type':
        return [invalidType(issue, path)];
      case 'invalid_value':
      case 'invalid_format':
      case 'invalid_key':
      case 'invalid_element':
      case 'not_multiple_of':
      case 'custom':
        return [fault(path, { code: 'invalid_value', message: issue.message })];
      default:
        return issue satisfies never;
    }
  });
}

function invalidType(issue: Issue & { code: 'invalid_type' }, path: Path): Fault {
  const constraint = { type: 'type', expected: issue.expected };
  if (issue.message.endsWith('received undefined')) {
    return fault(path, {
      code: 'missing_field',
      message: `missing required field: ${String(path.at(-1))}`,
      constraint,
    });
  }
  return fault(path, { code: 'wrong_type', message: `must provide a ${issue.expected}`, constraint });
}
