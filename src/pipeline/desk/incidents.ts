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
import { noMatch } from './no-match.ts';
import { reply } from './run-command.ts';
import { typed } from './typed.ts';

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
  if (page !== undefined && !/^[1-9]\d{0,8}$/.test(page))
    return { fault: `"${page}" is no page. The first is page=1.` };
  const openness =
    status?.toLowerCase() === 'open' ? { open: true } : status?.toLowerCase() === 'closed' ? { open: false } : {};
  return {
    limit: pageSize,
    offset: (Number(page ?? 1) - 1) * pageSize,
    ...(instance !== undefined && { instance }),
    ...(status !== undefined && !('open' in openness) && { status }),
    ...openness,
    ...(levels !== undefined && { severities: levels as readonly Severity[] }),
    ...(channel !== undefined && { channel: /^#|^[CG][A-Z0-9]{7,}$/.test(channel) ? channel : `#${channel}` }),
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
  if (total === 0) {
    const none = await noMatch(query, deps);
    return reply(none, { shared: shared && none.tone === 'info' });
  }
  if (incidents.length === 0) return reply(noPage(args, total, deps));
  const offset = query.offset ?? 0;
  const last = offset + incidents.length;
  const next = pageLine(args, offset / pageSize + 2, deps);
  return reply(
    answer(
      'info',
      total > incidents.length ? `${counted(total)}, ${offset + 1} to ${last}` : counted(total),
      { kind: 'table', table: incidentTable(incidents) },
      ...(last < total ? [{ kind: 'text' as const, lines: [['Next: ', { code: next }]] }] : []),
    ),
    { shared },
  );
}

function noPage(args: Asked['args'], total: number, deps: DeskDeps): Answer {
  const pages = Math.ceil(total / pageSize);
  const title = `There is no page ${args['page']}: ${counted(total)} on ${pages} ${pages === 1 ? 'page' : 'pages'}.`;
  return answer('warning', title, { kind: 'text', lines: [['The last: ', { code: pageLine(args, pages, deps) }]] });
}

function counted(total: number): string {
  return `${total} ${total === 1 ? 'incident' : 'incidents'}`;
}

function pageLine(args: Asked['args'], page: number, { slackCommand }: DeskDeps): string {
  return `${slackCommand} incidents ${typed({ ...args, page: String(page) })}`;
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
