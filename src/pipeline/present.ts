import type { Card } from '../domain/card.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instance } from '../ports/vendor.ts';

/** An incident's card by its vendor; a bare one where its instance is not configured any more. */
export function presentIncident(incident: Incident, instances: readonly Instance[]): Card {
  const instance = instances.find(({ name }) => name === incident.instance);
  return instance?.vendor.present(incident) ?? { source: incident.vendor, facts: [], tables: [], actions: [] };
}
