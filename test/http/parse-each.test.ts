import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseEach } from '../../src/http/parse-each.ts';

const Item = z.object({ id: z.number(), name: z.object({ first: z.string() }).optional() }).transform(({ id }) => id);

describe('a page, parsed item by item', () => {
  it('keeps the good records and hands the bad ones back as they came', () => {
    const { accepted, rejected } = parseEach(Item, [{ id: 1 }, { id: 'two' }, null, { id: 3 }]);

    expect(accepted).toEqual([1, 3]);
    expect(rejected.map(({ raw }) => raw)).toEqual([{ id: 'two' }, null]);
  });

  it('names the fields that are wrong and never their values', () => {
    const { rejected } = parseEach(Item, [
      { id: 'hunter2', name: { first: 'hunter3' } },
      { id: 1, name: { first: 4711 } },
    ]);

    expect(rejected[0]?.reason).toContain('id');
    expect(rejected[1]?.reason).toContain('name.first');
    expect(rejected.map(({ reason }) => reason).join()).not.toMatch(/hunter|4711/);
  });

  it('gives the same bad content the same id, whatever the order of its fields', () => {
    const one = parseEach(Item, [{ id: 'a', b: { c: 1, d: 2 } }, { id: 'b' }]).rejected.map(({ id }) => id);
    const two = parseEach(Item, [{ b: { d: 2, c: 1 }, id: 'a' }]).rejected.map(({ id }) => id);

    expect(two[0]).toBe(one[0]);
    expect(one[1]).not.toBe(one[0]);
    expect(one[0]).toMatch(/^[\da-f]{64}$/);
  });
});
