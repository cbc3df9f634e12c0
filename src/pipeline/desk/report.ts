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

const mostIncidents = 50_000;

/** `report [7d]`: what came in since then, what is open and how long closing took. */
export async function report({ words, shared }: Asked, { store, clock }: DeskDeps): Promise<Reply> {
  const typed = words.length === 0 ? '7d' : words.join(' ');
  const instant = parseInstant(shortened(typed));
  if (instant === undefined) return reply(answer('error', `"${typed}" is no period. Try report 7d.`));
  const since = resolveInstant(instant, clock.now());
  const { incidents, total } = await store.incidents({ since, limit: mostIncidents });
  if (total === 0) return reply(answer('info', `Nothing came in since ${typed} ago.`), { shared });
  return reply(
    answer(
      'info',
      `${total} incidents in ${typed}, ${incidents.filter(({ closed }) => !closed).length} open`,
      {
        kind: 'table',
        table: tableBy('Severity', incidents, { of: ({ severity }) => severity, order: severities.toReversed() }),
      },
      { kind: 'table', table: tableBy('Instance', incidents, { of: ({ instance }) => instance }) },
      { kind: 'table', table: tableBy('Type', incidents, { of: ({ type }) => type, most: 10 }) },
    ),
    { shared },
  );
}

interface Grouping {
  readonly of: (incident: Incident) => string;
  readonly order?: readonly string[];
  readonly most?: number;
}

function tableBy(title: string, incidents: readonly Incident[], { of, order, most }: Grouping): Table {
  const groups = Map.groupBy(incidents, of);
  const names =
    order?.filter((name) => groups.has(name)) ??
    [...groups.keys()].toSorted((a, b) => sizeOf(groups, b) - sizeOf(groups, a));
  return {
    title: `By ${title.toLowerCase()}`,
    columns: [title, 'In', 'Open', 'Closed', 'Median time to close'],
    rows: names.slice(0, most).map((name) => {
      const group = groups.get(name) ?? [];
      const closed = group.filter((incident) => incident.closed);
      return [
        name,
        String(group.length),
        String(group.length - closed.length),
        String(closed.length),
        medianHours(closed),
      ];
    }),
  };
}

function sizeOf(groups: ReadonlyMap<string, readonly Incident[]>, name: string): number {
  return groups.get(name)?.length ?? 0;
}

function medianHours(closed: readonly Incident[]): string {
  const hours = closed
    .flatMap(({ closedAt, firstSeenAt }) =>
      closedAt === undefined ? [] : [(Date.parse(closedAt) - Date.parse(firstSeenAt)) / 3_600_000],
    )
    .toSorted((a, b) => a - b);
  const median = hours[Math.floor(hours.length / 2)];
  if (median === undefined) return '';
  return median < 1 ? `${Math.round(median * 60)} min` : `${median.toFixed(1)} h`;
}
