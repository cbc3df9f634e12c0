import { answer } from '../../domain/answer.ts';
import type { Answer } from '../../domain/answer.ts';
import type { Incident } from '../../domain/incident.ts';
import { nearest } from '../../domain/nearest.ts';
import { isRestricted, restrictedTitle } from '../../domain/tlp.ts';
import { severities } from '../../domain/severity.ts';
import type { Severity } from '../../domain/severity.ts';
import { parseInstant, resolveInstant } from '../../domain/time.ts';
import type { IncidentQuery } from '../../ports/store.ts';
import { refusal } from '../authorise.ts';
import type { Reply } from '../desk.ts';
import { presentIncident } from '../present.ts';
import { withSeenBefore } from '../seen-before.ts';
import type { DeskDeps } from './deps.ts';
import type { Asked } from './line.ts';
import { reply } from './run-command.ts';

const pageSize = 20;
const filters = ['instance', 'status', 'severity', 'since', 'channel', 'page'];

/** Filters as people type them, as a query; a fault in words where one cannot be read. */
export function queryFrom(args: Asked['args'], now: Date): IncidentQuery | { readonly fault: string } {
  const unknown = Object.keys(args).find((name) => !filters.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, filters);
    return { fault: `There is no filter "${unknown}".${near === undefined ? '' : ` Did you mean ${near}=?`}` };
  }
  const { instance, status, severity, since, channel, page } = args;
  const levels = severity?.split(',').map((level) => level.trim().toLowerCase());
  const wrong = levels?.find((level) => !severities.some((known) => known === level));
  if (wrong !== undefined) return { fault: `There is no severity "${wrong}". There are: ${severities.join(', ')}.` };
  const instant = since === undefined ? undefined : parseInstant(shortened(since));
  if (since !== undefined && instant === undefined)
    return { fault: `"${since}" is no point in time. Try since="7 days".` };
  const openness =
    status?.toLowerCase() === 'open' ? { open: true } : status?.toLowerCase() === 'closed' ? { open: false } : {};
  return {
    limit: pageSize,
    offset: (Math.max(1, Math.trunc(Number(page ?? 1)) || 1) - 1) * pageSize,
    ...(instance !== undefined && { instance }),
    ...(status !== undefined && !('open' in openness) && { status }),
    ...openness,
    ...(levels !== undefined && { severities: levels as readonly Severity[] }),
    ...(channel !== undefined && { channel: channel.startsWith('#') ? channel : `#${channel}` }),
    ...(instant !== undefined && { since: resolveInstant(instant, now) }),
  };
}

/** `7d`, `12h`, `2w` as people type them in a hurry. */
export function shortened(text: string): string {
  const units = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' };
  const match = /^(\d+)([mhdw])$/i.exec(text.trim());
  const unit = match?.[2]?.toLowerCase() as keyof typeof units | undefined;
  return unit === undefined ? text : `${match?.[1]} ${units[unit]}`;
}

export async function listIncidents({ args, shared }: Asked, deps: DeskDeps): Promise<Reply> {
  const query = queryFrom(args, deps.clock.now());
  if ('fault' in query) return reply(answer('error', query.fault));
  const { incidents, total } = await deps.store.incidents(query);
  if (total === 0) return reply(answer('info', 'No incident matches.'), { shared });
  const offset = query.offset ?? 0;
  const title = `${total} ${total === 1 ? 'incident' : 'incidents'}`;
  const more = offset + incidents.length < total;
  const next = `${deps.slackCommand} incidents ${typed({ ...args, page: String(offset / pageSize + 2) })}`;
  return reply(
    answer(
      'info',
      total > incidents.length ? `${title}, ${offset + 1} to ${offset + incidents.length}` : title,
      { kind: 'table', table: incidentTable(incidents) },
      ...(more ? [{ kind: 'text' as const, lines: [['Next: ', { code: next }]] }] : []),
    ),
    { shared },
  );
}

function typed(args: Asked['args']): string {
  return Object.entries(args)
    .map(([name, value]) => (/\s/.test(value) ? `${name}="${value}"` : `${name}=${value}`))
    .join(' ');
}

export function incidentTable(incidents: readonly Incident[]): { title: string; columns: string[]; rows: string[][] } {
  return {
    title: 'Incidents',
    columns: ['ID', 'Severity', 'Status', 'Title', 'Since'],
    rows: incidents.map(({ key, severityLabel, status, title, tlp, occurredAt }) => [
      key,
      severityLabel,
      status,
      isRestricted({ tlp }) ? restrictedTitle : title,
      `${occurredAt.slice(0, 16).replace('T', ' ')}Z`,
    ]),
  };
}

/** The incident that an id or key means; an answer where none or several do. */
export async function pickIncident(id: string | undefined, deps: DeskDeps): Promise<Incident | Answer> {
  if (id === undefined) return answer('error', 'Which incident? Give its key or the vendor’s id.');
  const found = await deps.store.incidentsById(id);
  const [first, ...others] = found;
  if (first === undefined) {
    const lines = [['See ', { code: `${deps.slackCommand} incidents` }, ' for what there is.']];
    return answer('error', `There is no incident "${id}".`, { kind: 'text', lines });
  }
  if (others.length === 0) return first;
  return answer('warning', `"${id}" is the id of ${found.length} incidents. Give the key.`, {
    kind: 'table',
    table: incidentTable(found),
  });
}

export async function showIncident({ words: [id], actor, shared }: Asked, deps: DeskDeps): Promise<Reply> {
  const incident = await pickIncident(id, deps);
  if ('tone' in incident) return reply(incident);
  const restricted = isRestricted(incident);
  const denial = restricted ? await refusal(actor, 'reveal', deps) : undefined;
  if (denial !== undefined) return reply(denial);
  const card = await withSeenBefore(presentIncident(incident, deps.instances), incident, deps.store);
  return reply(answer('info', incident.title, { kind: 'incident', incident, card }), { shared: shared && !restricted });
}
