import type { Card, CardAction } from '../../domain/card.ts';
import type { Incident } from '../../domain/incident.ts';
import { placeOf } from './place.ts';
import { shownFacts } from './shown-facts.ts';
import { statusCommand, statusWords } from './statuses.ts';
import { tablesOf } from './tables.ts';

/**
 * What a record's message shows beyond the incident's own fields: its facts, and the nested lists of its kind.
 */
export function presentRecord(incident: Incident): Card {
  const place = placeOf(incident.externalId);
  return {
    source: 'Group-IB',
    facts: shownFacts(incident),
    tables: place === undefined ? [] : tablesOf(place.collection.kind, incident.raw),
    actions: statusWords.filter((word) => word !== incident.status).map((word) => action(incident, word)),
  };
}

function action({ externalId }: Incident, status: (typeof statusWords)[number]): CardAction {
  return {
    command: statusCommand,
    label: status,
    args: { id: externalId, status },
    place: 'button',
    ...(status === 'In Progress' && { style: 'primary' }),
  };
}
