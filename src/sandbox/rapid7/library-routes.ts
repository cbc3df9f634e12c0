import { type Answer, empty, json } from '../simulator/answer.ts';
import type { CyberTermHolding } from './holdings.ts';
import { comparePlaces, cursorOf, pageOf, placeOf } from './paging.ts';
import { bareTimePlace, type QueryReader, readQuery, within } from './query.ts';
import type { CyberTermRecord } from './wire.ts';
import { IOC_TYPES } from './vocabulary.ts';
import type { Call, Handler } from './world.ts';

const DEFAULT_LIMIT = 50;
const MOST_ON_A_PAGE = 1000;
const YEAR_MS = 365 * 86_400_000;

/** `GET /v1/threat-library/cyber-terms`, by update date and id. Source: CONTRACT.md §4.6. */
export function listTerms({ request, world }: Call): Answer {
  const query = readQuery(request.query);
  const from = query.instant('last-update-from') ?? world.now().getTime() - YEAR_MS;
  const isUpdated = within({ from, to: query.instant('last-update-to') });
  const passes = filterOf(query);
  const records = world.holdings.cyberTerms
    .all()
    .map(({ term }) => term)
    // One without a readable date is always listed: the vendor's own fixtures hold such ones.
    .filter((term) => (Number.isNaN(Date.parse(term.UpdatedDate)) || isUpdated(term.UpdatedDate)) && passes(term))
    .toSorted((a, b) => comparePlaces(placeOfTerm(a), placeOfTerm(b)));
  const { page, more } = pageOf({
    records,
    placeOf: placeOfTerm,
    after: query.cursor('offset'),
    limit: limitOf(query),
  });
  const last = page.at(-1);
  return json(200, { content: page, nextOffset: more && last ? cursorOf(last.UpdatedDate, last.ID) : null });
}

function placeOfTerm({ UpdatedDate, ID }: CyberTermRecord) {
  return placeOf(UpdatedDate, ID);
}

function filterOf(query: QueryReader): (term: CyberTermRecord) => boolean {
  const search = query.text('search')?.toLowerCase() ?? '';
  const types = query.list('type', ['ThreatActor', 'Malware', 'Campaign']);
  const severities = query.list('severity', ['High', 'Medium', 'Low']);
  const sectors = query.list('target-sector');
  const countries = query.list('target-country');
  const origins = query.list('origin');
  const ttps = query.list('ttp');
  return ({ Value, Type, Severity, Aliases = [], TargetSectors, TargetCountries, Origins, TTPs }) =>
    [Value, ...Aliases].some((name) => name.toLowerCase().includes(search)) &&
    (types.length === 0 || types.includes(Type)) &&
    (severities.length === 0 || severities.includes(Severity)) &&
    isTouched(sectors, TargetSectors) &&
    isTouched(countries, TargetCountries) &&
    isTouched(origins, Origins) &&
    isTouched(ttps, TTPs);
}

function isTouched(wanted: readonly string[], values: readonly string[] = []): boolean {
  return wanted.length === 0 || wanted.some((value) => values.includes(value));
}

function limitOf(query: QueryReader): number {
  return Math.min(query.count('limit') ?? DEFAULT_LIMIT, MOST_ON_A_PAGE);
}

function onTerm(handle: (call: Call & { readonly holding: CyberTermHolding }) => Answer): Handler {
  return (call) => {
    const holding = call.world.holdings.cyberTerms.find(call.id);
    return holding ? handle({ ...call, holding }) : empty(404);
  };
}

/** `GET /v1/threat-library/cyber-terms/{id}/cves`. */
export const termCves = onTerm(({ holding }) => json(200, { content: holding.cves ?? [] }));

/** `GET /v1/threat-library/cyber-terms/{id}/iocs`: newest update last, its cursor a bare time. */
export const termIocs = onTerm(({ request, world, holding }) => {
  const query = readQuery(request.query);
  const type = query.choice('iocType', IOC_TYPES);
  const records = (holding.iocs ?? [])
    .filter((ioc) => (type ?? ioc.Type) === ioc.Type)
    .toSorted((a, b) => comparePlaces(placeOf(a.UpdateDate, a.Value), placeOf(b.UpdateDate, b.Value)));
  const after = bareTimePlace(query.instant('offset'), world.settings().iocCursor);
  const { page, more } = pageOf({
    records,
    placeOf: ({ UpdateDate, Value }) => placeOf(UpdateDate, Value),
    after,
    limit: limitOf(query),
  });
  return json(200, { content: { iocs: page, nextOffset: more ? page.at(-1)?.UpdateDate : null } });
});
