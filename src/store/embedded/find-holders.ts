import type { Incident } from '../../domain/incident.ts';
import { indicatorId } from '../../domain/indicator.ts';
import type { HolderQuery, Holders } from '../../ports/store.ts';
import { setOf } from './multi-map.ts';
import { unpack } from './packed.ts';
import type { IncidentRow } from './rows.ts';
import { compareAge } from './sorted.ts';
import type { State } from './state.ts';

/** Parses what is given in full, and nothing else: 2 ms where all of 50,000 incidents hold the indicator. */
export function findHolders({ tables, indexes }: State, query: HolderQuery): Holders {
  const ids = setOf(indexes.incidentsWith, indicatorId(query.indicator));
  const matches = matcherOf(query);
  const counted: IncidentRow[] = [];
  for (const id of ids) {
    const row = tables.incidents.get(id);
    if (row !== undefined && matches(row)) counted.push(row);
    if (counted.length === query.countTo) {
      return { incidents: unpackAll(newestOf(indexes.order, ids, query)), count: query.countTo };
    }
  }
  const newest = counted.toSorted((a, b) => compareAge(b, a)).slice(0, query.limit);
  return { incidents: unpackAll(newest), count: counted.length };
}

/** From the newest incident on: one that many hold is met soon. */
function newestOf(order: readonly IncidentRow[], ids: ReadonlySet<string>, query: HolderQuery): readonly IncidentRow[] {
  const matches = matcherOf(query);
  const newest: IncidentRow[] = [];
  for (let index = order.length - 1; index >= 0 && newest.length < query.limit; index -= 1) {
    const row = order[index];
    if (row !== undefined && ids.has(row.id) && matches(row)) newest.push(row);
  }
  return newest;
}

function matcherOf({ instances, except, unrestricted }: HolderQuery): (row: IncidentRow) => boolean {
  const names = instances === undefined ? undefined : new Set(instances);
  return (row) =>
    row.id !== except && (names === undefined || names.has(row.instance)) && !(unrestricted === true && row.restricted);
}

function unpackAll(rows: readonly IncidentRow[]): readonly Incident[] {
  return rows.map(({ packed }) => unpack(packed));
}
