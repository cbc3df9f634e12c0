import { type Answer, json } from '../simulator/answer.ts';
import { invalid } from './answer.ts';
import { readInstant, readQuery } from './query.ts';
import { parseSearch } from './search-text.ts';
import { MENTION_SOURCES } from './vocabulary.ts';
import type { Call } from './world.ts';

/** Fixed at the vendor. Source: CONTRACT.md §4.8. */
const PAGE_SIZE = 15;

/**
 * `GET /v2/intellifind`, newest first. What `report-date` and `highlight-tags` do at the vendor is unknown: here the
 * first is the oldest date that is listed, the second is checked and has no effect. Source: CONTRACT.md §4.8.
 */
export function searchMentions({ request, world }: Call): Answer {
  const query = readQuery(request.query);
  const finds = parseSearch(query.text('search') ?? '');
  if (!finds) return invalid('search is required and must be well formed', '/query/search');
  const sources = query.list('source-type', MENTION_SOURCES);
  const onlyDarkWeb = query.flag('only-dark-web') ?? false;
  query.flag('highlight-tags');
  const since = readInstant(query.text('report-date') ?? '') ?? -Infinity;
  const page = query.count('page-number') ?? 0;
  const found = world.holdings.mentions
    .all()
    .filter(({ record, source, darkWeb = false }) => {
      const isWanted = (sources.length === 0 || sources.includes(source)) && (darkWeb || !onlyDarkWeb);
      const isRecent = since === -Infinity || Date.parse(record.Date) >= since;
      return isWanted && isRecent && finds(`${record.Title}\n${record.ShortContent}\n${record.Author}`, record);
    })
    .map(({ record }) => record)
    .toSorted((a, b) => (Date.parse(b.Date) || 0) - (Date.parse(a.Date) || 0));
  return json(200, { Data: found.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE), Total: found.length });
}
