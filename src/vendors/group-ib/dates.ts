import type { JsonObject } from '../../domain/json.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { textsAt } from './json-path.ts';

const dayFirst = /^(\d{2})\.(\d{2})\.(\d{4})$/;
/** `0001-01-01` and the like stand for no date. */
const earliest = '1970-01-02';

/**
 * A date of the vendor's as ISO 8601 UTC, its zone really converted; without a zone it is UTC. Breaches are dated
 * `DD.MM.YYYY`. Absent where it cannot be read: an odd date stops nothing (W10, W11).
 */
export function instantOf(text: string): string | undefined {
  const instant = parseTimestamp(text.replace(dayFirst, '$3-$2-$1'));
  return instant === undefined || instant < earliest ? undefined : instant;
}

/** The usable dates at the first of `paths` that has any, then of the next, … */
export function datesOf(record: JsonObject, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => textsAt(record, path).flatMap((text) => instantOf(text) ?? []));
}

/** For people: `2024-09-23 20:20 UTC`, a day alone where the vendor named a day. A text that is no date stays. */
export function shownDate(text: string): string {
  const instant = instantOf(text);
  if (instant === undefined) return text;
  return text.length <= 10 ? instant.slice(0, 10) : `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
