import type { Draft } from '../domain/incident.ts';
import type { Json } from '../domain/json.ts';
import { maskIncident } from '../indicators/mask-incident.ts';
import type { Log } from '../ports/log.ts';

/** An incident for `--json`: masked like a message, or in clear for the operator who asks, which the log keeps. */
export function shown(incident: Draft, { reveal }: { readonly reveal?: boolean }, log: Log): Json | Draft {
  if (reveal !== true) return maskIncident(incident);
  log.warn({ externalId: incident.externalId }, 'masked values were shown in the terminal');
  return incident;
}
