import { codePoints } from './text.ts';

type Visit = (object: { readonly [key: string]: unknown }) => void;

/** Calls `visit` with every object inside a JSON value. */
function walk(value: unknown, visit: Visit): void {
  if (Array.isArray(value)) {
    for (const entry of value) walk(entry, visit);
  } else if (isObject(value)) {
    visit(value);
    for (const entry of Object.values(value)) walk(entry, visit);
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The places of the blocks whose `block_id` an earlier block of the list has. */
export function repeatedIds(blocks: readonly unknown[]): number[] {
  const seen = new Set<unknown>();
  return blocks.flatMap((block, index) => {
    const id = isObject(block) ? block['block_id'] : undefined;
    if (id === undefined) return [];
    if (seen.has(id)) return [index];
    seen.add(id);
    return [];
  });
}

/** How many elements want the focus. */
export function focusCount(blocks: unknown): number {
  let count = 0;
  walk(blocks, (object) => {
    if (object['focus_on_load'] === true) count += 1;
  });
  return count;
}

function sum(blocks: unknown, measure: (object: { readonly [key: string]: unknown }) => number): number {
  let total = 0;
  walk(blocks, (object) => {
    total += measure(object);
  });
  return total;
}

const lengthOf = (value: unknown): number => (typeof value === 'string' ? codePoints(value) : 0);

/** Code points of all text of all blocks together. */
export function textLength(blocks: unknown): number {
  return sum(blocks, (object) => lengthOf(object['text']));
}

/** Code points of all `markdown` blocks together. */
export function markdownLength(blocks: unknown): number {
  return sum(blocks, (object) => (object['type'] === 'markdown' ? lengthOf(object['text']) : 0));
}

/** Code points of the cells of all `data_table` blocks together. */
export function dataTableLength(blocks: unknown): number {
  return sum(blocks, (object) => (object['type'] === 'data_table' ? textLength(object['rows']) : 0));
}

/** How many blocks of a type there are at the top or in containers. */
export function countOf(blocks: unknown, type: string): number {
  return sum(blocks, (object) => (object['type'] === type ? 1 : 0));
}
