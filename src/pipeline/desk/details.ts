import type { Actor } from '../../domain/access.ts';
import { answer } from '../../domain/answer.ts';
import type { Incident } from '../../domain/incident.ts';
import { isRestricted } from '../../domain/tlp.ts';
import { maskRecord } from '../../indicators/mask-incident.ts';
import { refusal } from '../authorise.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import { reply } from './run-command.ts';

/** The vendor's record as it came, whole, with its secrets masked. */
export async function incidentDetails(incident: Incident, actor: Actor, deps: DeskDeps): Promise<Reply> {
  const denial = isRestricted(incident) ? await refusal(actor, 'reveal', deps) : undefined;
  if (denial !== undefined) return reply(denial);
  return reply(answer('info', `The record of ${incident.key}`, { kind: 'record', record: maskRecord(incident) }));
}
