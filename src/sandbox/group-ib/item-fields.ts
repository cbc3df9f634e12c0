/** The value at a dotted path; of a list on the way the first element counts. Undefined where the path ends early. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce(step, value);
}

function step(value: unknown, key: string): unknown {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'object' && one !== null ? Reflect.get(one, key) : undefined;
}

/** The first of the paths that holds a text that is not empty; of a list its first element counts. */
export function textAt(value: unknown, paths: readonly string[]): string | undefined {
  const found = paths.map((path) => firstOf(valueAt(value, path)));
  return found.find((each): each is string => typeof each === 'string' && each !== '');
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/** Milliseconds of the first path that holds a date; a date without a zone is UTC. */
export function timeAt(value: unknown, paths: readonly string[]): number | undefined {
  return paths.map((path) => instantOf(valueAt(value, path))).find((time) => time !== undefined);
}

/** Milliseconds of an ISO 8601 date, with or without time and zone; undefined for anything else. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  const [, date = '', time = '00:00:00', zone = 'Z'] = WRITTEN.exec(value) ?? [];
  const instant = Date.parse(`${date}T${time}${zone}`);
  return Number.isNaN(instant) ? undefined : instant;
}

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/** Every text and number in a value, however deep. */
export function* leavesOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  if (typeof value === 'number') yield String(value);
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) yield* leavesOf(part);
}
