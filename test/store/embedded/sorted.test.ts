import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack } from '../../../src/store/embedded/packed.ts';
import { type IncidentRow, rowMakers } from '../../../src/store/embedded/rows.ts';
import { compareAge, enterQueue, firstById, leaveQueue, mergeOrder } from '../../../src/store/embedded/sorted.ts';
import { incidentOf } from '../records.ts';

describe('order of incidents', () => {
  it('is after any change what sorting everything would give', () => {
    const row = fc.record({ minute: fc.nat(20), id: fc.nat(1000) }).map(rowOf);
    fc.assert(
      fc.property(fc.array(row), fc.array(row), fc.nat(5), (before, added, every) => {
        const order = before.toSorted(compareAge);
        const gone = new Set(order.filter((_, index) => index % (every + 1) === 0));

        const merged = mergeOrder(order, gone, added);

        const expected = [...order.filter((kept) => !gone.has(kept)), ...added].toSorted(compareAge);
        expect(merged.map(({ occurredAt, id }) => [occurredAt, id])).toEqual(
          expected.map(({ occurredAt, id }) => [occurredAt, id]),
        );
      }),
    );
  });
});

describe('first rows by id', () => {
  it('are what sorting all of them would give', () => {
    const rows = fc.uniqueArray(fc.string()).map((ids) => ids.map((id) => ({ id })));
    fc.assert(
      fc.property(rows, fc.nat(20), (any, limit) => {
        const first = firstById(any, limit);

        expect(first.map(({ id }) => id)).toEqual(
          any
            .map(({ id }) => id)
            .toSorted()
            .slice(0, limit),
        );
      }),
    );
  });
});

describe('queue of a channel', () => {
  it('is ascending whatever enters and leaves', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(100)), fc.array(fc.nat(100)), (entering, leaving) => {
        const queue: number[] = [];

        for (const sequence of entering) enterQueue(queue, sequence);
        for (const sequence of leaving) leaveQueue(queue, sequence);

        const left = entering.filter((sequence) => !leaving.includes(sequence));
        expect(queue).toEqual(left.toSorted((a, b) => a - b));
      }),
    );
  });
});

function rowOf({ minute, id }: { readonly minute: number; readonly id: number }): IncidentRow {
  const incident = incidentOf({ externalId: String(id), occurredAt: new Date(minute * 60_000).toISOString() });
  return rowMakers.incidents(incident, pack(incident));
}
