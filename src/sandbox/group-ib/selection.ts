import { wholeNumber } from '../simulator/request.ts';
import type { CollectionInfo } from './collections.ts';
import { rangeEnd, rangeStart } from './entry.ts';
import { type Test, testOf } from './query.ts';

/** What was asked for, or why that cannot be. */
export type Selection = { readonly test: Test } | { readonly fault: string };

type Part = (query: URLSearchParams, info: CollectionInfo) => Test | string | undefined;

const PARTS: readonly Part[] = [
  (query) => range(query, 'df', rangeStart, (datedAt, from) => datedAt >= from),
  (query) => range(query, 'dt', rangeEnd, (datedAt, to) => datedAt <= to),
  (query, { name }) => {
    const q = query.get('q') ?? '';
    if (q.trim() === '') return undefined;
    return testOf(q, name) ?? `q names a tag that ${name} does not have.`;
  },
  (query) => (isOn(query, 'apply_hunting_rules') ? ({ hunted }) => hunted : undefined),
  (query, { name }) => (name === 'compromised/account_group' ? accountTest(query) : undefined),
];

/** Reads the filters of a query. Source: CONTRACT.md §2.1, §6.1; the dates are those of the item, not of its place. */
export function selectionOf(query: URLSearchParams, info: CollectionInfo): Selection {
  const parts = PARTS.map((part) => part(query, info)).filter((part) => part !== undefined);
  const fault = parts.find((part) => typeof part === 'string');
  if (fault !== undefined) return { fault };
  const tests = parts.filter((part): part is Test => typeof part !== 'string');
  return { test: (entry) => tests.every((test) => test(entry)) };
}

/** How many items a page may have; undefined where the query's `limit` is no number. */
export function limitOf(query: URLSearchParams, { cap }: CollectionInfo): number | undefined {
  const asked = query.get('limit') ?? '';
  const limit = asked === '' ? 0 : wholeNumber(asked);
  return limit === undefined ? undefined : Math.min(limit || USUAL_LIMIT, cap);
}

const USUAL_LIMIT = 100;

function range(
  query: URLSearchParams,
  name: string,
  ...[read, isIn]: readonly [(text: string) => number | undefined, (datedAt: number, bound: number) => boolean]
): Test | string | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  const bound = read(text);
  return bound === undefined ? `${name} is no date.` : ({ datedAt }) => isIn(datedAt, bound);
}

/** Both of the first two together are as none of them. */
function accountTest(query: URLSearchParams): Test {
  const unique = isOn(query, 'unique');
  const combolist = isOn(query, 'combolist');
  const corporate = isOn(query, 'probable_corporate_access');
  return (entry) => (unique === combolist || entry.combolist === combolist) && (!corporate || entry.corporate);
}

function isOn(query: URLSearchParams, name: string): boolean {
  return query.get(name) === '1';
}
