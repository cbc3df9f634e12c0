import { answer } from '../../domain/answer.ts';
import type { Line } from '../../domain/answer.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import { reply } from './run-command.ts';

const mostIndicators = 20;
const mostRecords = 10;

/** After an action: what the feeds know of this incident's indicators; nothing to say where they know none. */
export async function relatedIndicators(incident: Incident, { store }: DeskDeps): Promise<Reply> {
  const asked = incident.indicators.slice(0, mostIndicators);
  const records = (
    await Promise.all(asked.map(async (indicator) => store.indicator({ indicator, limit: mostRecords })))
  ).flat();
  if (records.length === 0) return { kind: 'done' };
  const items = records.slice(0, mostRecords).map(({ kind, value, tags, severity, confidence }): Line => {
    const said = [
      severity,
      confidence === undefined ? undefined : `confidence ${confidence}`,
      ...(tags.length > 0 ? [`tags ${tags.join(', ')}`] : []),
    ];
    return [{ indicator: { kind, value } }, ` ${said.filter((part) => part !== undefined && part !== '').join('; ')}`];
  });
  return reply(answer('ok', 'Done. The feeds know indicators of this incident:', { kind: 'list', items }));
}
