import type { Incident } from '../../domain/incident.ts';
import { compareSeverity } from '../../domain/severity.ts';
import type { Call, Rapid7Client } from './client.ts';
import { AlertPage } from './schema.ts';
import type { CompleteAlert } from './schema.ts';
import type { Rapid7Settings } from './settings.ts';
import { severityFrom, withoutBlanks } from './words.ts';

export type AlertQuery = NonNullable<Call['query']>;

export interface ListRequest {
  readonly query: AlertQuery;
  readonly signal: AbortSignal;
  /** Answers of 204 are errors: for commands, as the contract has them. */
  readonly onlyOk?: boolean;
}

/** A page of alert ids, oldest update first. Errors: `VendorError`. Source: CONTRACT.md §4.2.1. */
export async function listAlerts(
  client: Rapid7Client,
  { query, signal, onlyOk = false }: ListRequest,
): Promise<AlertPage> {
  return client.json(AlertPage, { method: 'GET', path: '/v1/data/alerts/update-alerts', query, onlyOk, signal });
}

/**
 * The filters that the server applies. Severity and closing are not among them: the server would hide a known alert that
 * was closed or made less severe, and one whose severity is missing or new (CONTRACT.md §6.7, W7 and W8).
 */
export function fetchFilters({ alertTypes, networkTypes, sourceTypes }: Rapid7Settings['fetch']): AlertQuery {
  return { alertType: alertTypes, networkType: networkTypes.map(withoutBlanks), sourceType: sourceTypes };
}

/** Whether an alert that is not known yet is taken in. */
export function isWanted(
  { isClosed, severity }: Pick<CompleteAlert, 'isClosed' | 'severity'>,
  { closed, minSeverity }: Pick<Rapid7Settings['fetch'], 'closed' | 'minSeverity'>,
): boolean {
  const known: Incident['severity'] = severityFrom(severity);
  return (closed || !isClosed) && (known === 'unknown' || compareSeverity(known, severityFrom(minSeverity)) >= 0);
}
