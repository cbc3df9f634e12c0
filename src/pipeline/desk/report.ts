import { answer } from '../../domain/answer.ts';
import type { Table } from '../../domain/card.ts';
import type { Incident } from '../../domain/incident.ts';
import { severities } from '../../domain/severity.ts';
import { parseInstant, resolveInstant } from '../../domain/time.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import { shortened } from './incidents.ts';
import type { Asked } from './line.ts';
import { reply } from './run-command.ts';

const mostTypes = 10;

/** `report [7d]`: what came in since then, what is open and how long closing took. */
export async function report({ words, shared }: Asked, { store, clock }: DeskDeps): Promise<Reply> {
  const typed = words.length === 0 ? '7d' : words.join(' ');
  const instant = parseInstant(shortened(typed));
  if (instant === undefined) return reply(answer('error', `"${typed}" is no period. Try report 7d.`));
  const { bySeverity, byInstance, byType } = await countUp(store.incidentsSince(resolveInstant(instant, clock.now())));
  const total = sumOf(bySeverity, ({ count }) => count);
  if (total === 0) return reply(answer('info', `Nothing came in since ${typed} ago.`), { shared });
  const worstFirst = severities.toReversed().filter((severity) => bySeverity.has(severity));
  return reply(
    answer(
      'info',
      `${total} incidents in ${typed}, ${sumOf(bySeverity, ({ open }) => open)} open`,
      { kind: 'table', table: tableOf('Severity', bySeverity, worstFirst) },
      { kind: 'table', table: tableOf('Instance', byInstance, mostFirst(byInstance)) },
      { kind: 'table', table: tableOf('Type', byType, mostFirst(byType).slice(0, mostTypes)) },
    ),
    { shared },
  );
}

interface Group {
  readonly count: number;
  readonly open: number;
  /** Of each that was closed. */
  readonly hoursToClose: readonly number[];
}

type Groups = ReadonlyMap<string, Group>;
type Counted = Map<string, { count: number; open: number; hoursToClose: number[] }>;

/** A page at a time: nothing of an incident is kept. */
async function countUp(
  pages: AsyncIterable<readonly Incident[]>,
): Promise<{ readonly bySeverity: Groups; readonly byInstance: Groups; readonly byType: Groups }> {
  const [bySeverity, byInstance, byType]: [Counted, Counted, Counted] = [new Map(), new Map(), new Map()];
  for await (const page of pages) {
    for (const incident of page) {
      add(bySeverity, incident.severity, incident);
      add(byInstance, incident.instance, incident);
      add(byType, incident.type, incident);
    }
  }
  return { bySeverity, byInstance, byType };
}

function add(groups: Counted, name: string, { closed, closedAt, firstSeenAt }: Incident): void {
  const group = groups.get(name) ?? { count: 0, open: 0, hoursToClose: [] };
  groups.set(name, group);
  group.count += 1;
  if (!closed) group.open += 1;
  else if (closedAt !== undefined)
    group.hoursToClose.push((Date.parse(closedAt) - Date.parse(firstSeenAt)) / 3_600_000);
}

function sumOf(groups: Groups, of: (group: Group) => number): number {
  return [...groups.values()].reduce((sum, group) => sum + of(group), 0);
}

function mostFirst(groups: Groups): readonly string[] {
  return [...groups].toSorted(([, a], [, b]) => b.count - a.count).map(([name]) => name);
}

function tableOf(title: string, groups: Groups, names: readonly string[]): Table {
  return {
    title: `By ${title.toLowerCase()}`,
    columns: [title, 'In', 'Open', 'Closed', 'Median time to close'],
    rows: names.map((name) => {
      const { count, open, hoursToClose } = groups.get(name) ?? { count: 0, open: 0, hoursToClose: [] };
      return [name, String(count), String(open), String(count - open), medianOf(hoursToClose)];
    }),
  };
}

function medianOf(hours: readonly number[]): string {
  const median = Float64Array.from(hours).toSorted()[Math.floor(hours.length / 2)];
  if (median === undefined) return '';
  return median < 1 ? `${Math.round(median * 60)} min` : `${median.toFixed(1)} h`;
}
