import { answer } from '../../domain/answer.ts';
import type { Line } from '../../domain/answer.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import { reply } from './run-command.ts';

/** After an action: what the feeds know of this incident's indicators; nothing to say where they know none. */
export async function relatedIndicators(incident: Incident, { store }: DeskDeps): Promise<Reply> {
  const records = (await Promise.all(incident.indicators.map(async (indicator) => store.indicator(indicator)))).flat();
  if (records.length === 0) return { kind: 'done' };
  const items = records.slice(0, 10).map(({ kind, value, tags, severity, confidence }): Line => {
    const said = [
      severity,
      confidence === undefined ? undefined : `confidence ${confidence}`,
      ...(tags.length > 0 ? [`tags ${tags.join(', ')}`] : []),
    ];
    return [{ indicator: { kind, value } }, ` ${said.filter((part) => part !== undefined && part !== '').join('; ')}`];
  });
  return reply(answer('ok', 'Done. The feeds know indicators of this incident:', { kind: 'list', items }));
}
