import { describe, expect, it } from 'vitest';
import { emptyBatch } from '../../../src/store/embedded/batch.ts';
import { emptyLists } from '../../../src/store/embedded/layout.ts';
import { pack, unpack } from '../../../src/store/embedded/packed.ts';
import { rowMakers } from '../../../src/store/embedded/rows.ts';
import { createSettler } from '../../../src/store/embedded/settle.ts';
import { applyBatch, type State, stateOf } from '../../../src/store/embedded/state.ts';
import { incidentOf } from '../records.ts';

const megabyte = 1024 * 1024;

describe('settling texts off the heap', () => {
  it('leaves every record as it was, in any script', async () => {
    const state = stateOf({ sequence: 0, rows: emptyLists() });
    const settler = createSettler(state);
    const incidents = Array.from({ length: 400 }, (_, index) =>
      incidentOf({ externalId: String(index), description: `${index} ığüş Утечка `.repeat(500) }),
    );

    keep(state, incidents);
    await settler.settle();

    expect(state.loose).toEqual([]);
    expect(settler.heldBytes).toBeGreaterThan(2 * megabyte);
    expect([...state.tables.incidents.values()].map(({ packed }) => unpack(packed))).toEqual(incidents);
  });

  it('waits until there is enough for a large text', async () => {
    const state = stateOf({ sequence: 0, rows: emptyLists() });
    const settler = createSettler(state);

    keep(state, [incidentOf()]);
    await settler.settle();

    expect(settler.heldBytes).toBe(0);
    expect(state.loose).toHaveLength(1);
  });

  it('moves everything once where holes have grown to as much as is in use', async () => {
    const state = stateOf({ sequence: 0, rows: emptyLists() });
    const settler = createSettler(state);
    const most: number[] = [];

    for (let revision = 1; revision <= 12; revision += 1) {
      const incidents = Array.from({ length: 300 }, (_, index) =>
        incidentOf({ externalId: String(index), revision, description: 'x'.repeat(10_000) }),
      );
      keep(state, incidents);
      await settler.settle();
      most.push(settler.heldBytes);
    }

    expect(Math.max(...most)).toBeLessThan(4 * 3.2 * megabyte);
    expect([...state.tables.incidents.values()].map(({ packed }) => unpack(packed).revision)).toEqual(
      Array.from({ length: 300 }, () => 12),
    );
  });
});

function keep(state: State, incidents: readonly ReturnType<typeof incidentOf>[]): void {
  const batch = emptyBatch(state.sequence);
  for (const incident of incidents)
    batch.tables.incidents.set(incident.key, rowMakers.incidents(incident, pack(incident)));
  applyBatch(state, batch);
}
