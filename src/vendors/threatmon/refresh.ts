import type { Feed, FeedPage, FeedRequest, Schedule } from '../../ports/vendor.ts';
import { alarmFilter, readAlarms, totalAfter } from './alarm-page.ts';
import type { AlarmPage } from './alarm-page.ts';
import { firstReach } from './alarms.ts';
import type { AlarmFeedParts } from './alarms.ts';
import { RefreshCursor, readCursor } from './cursor-schema.ts';
import type { Pass } from './cursor-schema.ts';
import type { ThreatmonSettings } from './settings.ts';

/** There is no "changed since": a full pass finds what was closed here and reopened there, and what came in late. */
const runsPerFullPass = 24;
const fullPassEveryMs = 86_400_000;

/** The cursor is committed with each page, so it must stay small; with more open incidents absence is not looked for. */
const mostExpected = 5000;

/**
 * Brings known alarms up to date (CONTRACT.md §8.2): reads again from the lowest open one on each run, and now and then
 * from the start. Alarms that it meets and that nobody knew are taken in too (§8.1, 13).
 */
export function refreshFeed({ client, settings }: AlarmFeedParts, schedule: Schedule): Feed {
  const { fetch } = settings;
  const isWanted = alarmFilter(fetch);
  const start = fetch.afterAlarmCode ?? 0;
  return {
    name: 'refresh',
    schedule,
    primary: false,
    max: fetch.max,
    first: firstReach(settings),
    async read(request) {
      if (request.cursor === undefined) return quiet(newCursor(request));
      const open = new Set(await request.openIds());
      const cursor = readCursor(RefreshCursor, request.cursor);
      const run = cursor.run ?? nextRun(cursor, { fetch, now: request.now });
      const pass = cursor.passes[run.kind] ?? newPass(run.kind, { open, start });
      if (pass === undefined) return quiet({ ...cursor, runs: cursor.runs + 1, run: null, missed: [] });
      const page = await readAlarms(client, { ...request, after: pass.after, page: pass.page });
      const drafts = page.alarms
        .filter(({ code, draft }) => {
          if (open.has(draft.externalId)) return true;
          return code > start && draft.occurredAt >= cursor.floor && isWanted(draft);
        })
        .map(({ draft }) => draft);
      const step = stepOf({ cursor, run, pass, page }, { open, now: request.now, refreshPages: fetch.refreshPages });
      return { ...step, drafts, rejected: page.rejected, indicators: [], warnings: [] };
    },
  };
}

type Run = NonNullable<RefreshCursor['run']>;

/** The first fetch has just read everything: the first pass waits for the next run. */
function newCursor({ since, now }: FeedRequest): RefreshCursor {
  const fullAt = now.toISOString();
  return { floor: since, runs: 0, fullAt, missed: [], run: null, passes: { open: null, full: null } };
}

function quiet(next: RefreshCursor): FeedPage {
  return { drafts: [], rejected: [], indicators: [], absent: [], next, more: false, warnings: [] };
}

function nextRun(
  { runs, fullAt, passes }: RefreshCursor,
  { fetch, now }: { fetch: ThreatmonSettings['fetch']; now: Date },
): Run {
  const isDue = runs >= runsPerFullPass - 1 || now.getTime() - Date.parse(fullAt) >= fullPassEveryMs;
  const isFull = (isDue || passes.full !== null) && runs % 2 === 1;
  return { kind: isFull ? 'full' : 'open', pagesLeft: fetch.refreshPages };
}

/** Absent where there is nothing to ask for. */
function newPass(kind: Run['kind'], { open, start }: { open: ReadonlySet<string>; start: number }): Pass | undefined {
  const lowestOpen = [...open]
    .map(Number)
    .filter(Number.isSafeInteger)
    .reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (kind === 'open' && lowestOpen === Number.POSITIVE_INFINITY) return undefined;
  const after = kind === 'full' ? Math.min(start, lowestOpen - 1) : lowestOpen - 1;
  const expected = kind === 'open' && open.size <= mostExpected ? [...open] : null;
  return { after: Math.max(0, after), page: 0, total: 'unsure', previous: '', expected };
}

interface Reading {
  readonly cursor: RefreshCursor;
  readonly run: Run;
  readonly pass: Pass;
  readonly page: AlarmPage;
}

interface Surroundings {
  readonly open: ReadonlySet<string>;
  readonly now: Date;
  readonly refreshPages: number;
}

function stepOf(reading: Reading, around: Surroundings): Pick<FeedPage, 'next' | 'more' | 'absent'> {
  const { cursor, run, pass, page } = reading;
  const met = new Set(page.alarms.map(({ draft }) => draft.externalId));
  const seen: Pass = {
    ...pass,
    total: totalAfter(pass, page),
    previous: page.print,
    expected: pass.expected?.filter((id) => !met.has(id)) ?? null,
  };
  if (page.last || page.print === pass.previous) return afterPass({ ...reading, pass: seen }, around);
  const pagesLeft = run.pagesLeft - 1;
  const passes = { ...cursor.passes, [run.kind]: { ...seen, page: pass.page + 1 } };
  if (pagesLeft > 0) return { next: { ...cursor, run: { ...run, pagesLeft }, passes }, more: true, absent: [] };
  return { next: { ...cursor, runs: cursor.runs + 1, run: null, passes }, more: false, absent: [] };
}

function afterPass(
  { cursor, run, pass }: Reading,
  { open, now }: Surroundings,
): Pick<FeedPage, 'next' | 'more' | 'absent'> {
  const passes = { ...cursor.passes, [run.kind]: null };
  if (run.kind === 'full') {
    return { next: { ...cursor, runs: 0, fullAt: now.toISOString(), run: null, passes }, more: false, absent: [] };
  }
  const missed = (pass.expected ?? []).filter((id) => open.has(id));
  // Pages that shift under the reader hide a record for once: then only what two passes missed is absent.
  const isSure = pass.page === 0 || pass.total !== 'unsure';
  const absent = isSure ? missed : missed.filter((id) => cursor.missed.includes(id));
  return { next: { ...cursor, runs: cursor.runs + 1, run: null, missed, passes }, more: false, absent };
}
