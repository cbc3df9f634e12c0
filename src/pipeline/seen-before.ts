import type { Card } from '../domain/card.ts';
import type { Fact, Incident } from '../domain/incident.ts';
import type { Indicator } from '../domain/indicator.ts';
import { defang } from '../indicators/defang.ts';
import type { Holders, Store } from '../ports/store.ts';

const mostIndicators = 20;
const mostShown = 5;
const mostFeeds = 5;
/** Beside the one that is named. */
const mostCounted = 100;
/** Behind the vendor's own facts, yet in sight where there are many. */
const factsBefore = 8;

/** A card with what is known already of its incident's indicators: other incidents and feeds that hold them. */
export async function withSeenBefore(card: Card, incident: Incident, store: Store): Promise<Card> {
  const { indicators, key } = incident;
  const seen = await Promise.all(indicators.slice(0, mostIndicators).map(async (one) => seenOf(one, key, store)));
  const lines = seen.filter((line) => line !== undefined);
  if (lines.length === 0) return card;
  const more = lines.length > mostShown ? `; + ${lines.length - mostShown} more` : '';
  const fact: Fact = { label: 'Seen before', value: `${lines.slice(0, mostShown).join('; ')}${more}` };
  return { ...card, facts: [...card.facts.slice(0, factsBefore), fact, ...card.facts.slice(factsBefore)] };
}

async function seenOf(indicator: Indicator, ownKey: string, store: Store): Promise<string | undefined> {
  const [others, records] = await Promise.all([
    store.incidentsWith({ indicator, except: ownKey, unrestricted: true, limit: 1, countTo: mostCounted + 1 }),
    store.indicator({ indicator, limit: mostFeeds + 1 }),
  ]);
  const feeds = records.slice(0, mostFeeds).map(({ instance, feed }) => `${instance} ${feed}`);
  const places = [...placesOf(others), ...feeds, ...(records.length > mostFeeds ? ['more feeds'] : [])];
  return places.length === 0 ? undefined : `${defang(indicator)} (${places.join(', ')})`;
}

function placesOf({ incidents: [latest], count }: Holders): readonly string[] {
  if (latest === undefined) return [];
  if (count === 1) return [latest.key];
  return [`${latest.key} and ${count > mostCounted ? `${mostCounted}+` : count - 1} more`];
}
