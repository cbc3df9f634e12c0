import type { AuditEntry } from '../domain/checkpoint.ts';
import type { JsonObject } from '../domain/json.ts';
import { maskJson } from '../indicators/mask.ts';
import { actorName } from './authorise.ts';
import type { Execution } from './execute.ts';

/** What the audit keeps of an execution: who, what, on what, with which arguments (masked). Pure. */
export function auditEntry(
  { instance, command, actor, incident }: Pick<Execution, 'instance' | 'command' | 'actor' | 'incident'>,
  args: JsonObject,
  end: Pick<AuditEntry, 'outcome' | 'at' | 'note'>,
): AuditEntry {
  return {
    at: end.at,
    by: actorName(actor),
    action: command.name,
    instance: instance.name,
    ...(incident !== undefined && { key: incident.key }),
    args: maskJson(args) as JsonObject,
    outcome: end.outcome,
    ...(end.note !== undefined && { note: end.note }),
  };
}
