import { incidentKey } from '../domain/incident.ts';
import type { Draft, RoutedDraft } from '../domain/incident.ts';
import type { Json } from '../domain/json.ts';
import { parseInstant, resolveInstant } from '../domain/time.ts';
import { applyRules } from '../pipeline/rules.ts';
import type { Feed, Instance } from '../ports/vendor.ts';
import type { Wiring } from '../wiring.ts';
import type { ExitStatus, Io } from './io.ts';
import { instanceNamed } from './pick-instance.ts';
import { shown } from './reveal.ts';
import type { CommonOptions } from './program.ts';
import { loadQuietWiring } from './settings.ts';
import { renderTable, safeText } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface FetchOptions extends CommonOptions {
  readonly instance: string;
  readonly since?: string;
  readonly limit?: number;
  readonly json?: boolean;
  readonly reveal?: boolean;
}

/** One fetch as the bot would do its first, rules applied; printed as it comes, nothing stored or posted. */
export async function fetchOnce(options: FetchOptions, io: Io): Promise<ExitStatus> {
  const wiring = await loadQuietWiring(options, io);
  const instance = instanceNamed(options.instance, wiring.instances);
  const since = options.since === undefined ? undefined : instantFrom(options.since, wiring);
  let rejected = 0;
  const drafts: RoutedDraft[] = [];
  for (const feed of instance.vendor.feeds.filter(({ primary }) => primary)) {
    rejected += await readFeed(feed, { instance, wiring, since, limit: options.limit }, (draft) => {
      if (options.json === true) io.out(`${JSON.stringify(shown(printed(draft, instance), options, wiring.log))}\n`);
      else drafts.push(draft);
    });
  }
  if (options.json !== true) io.out(`${asTable(drafts, instance)}\n`);
  if (rejected > 0) io.err(`picket: ${rejected} records could not be read\n`);
  return 0;
}

function instantFrom(text: string, { clock }: Wiring): string {
  const instant = parseInstant(text);
  if (instant === undefined)
    throw new UsageError(`--since: "${text}" is no point in time. Try "7 days" or an ISO 8601 timestamp.`);
  return resolveInstant(instant, clock.now());
}

interface Reading {
  readonly instance: Instance;
  readonly wiring: Wiring;
  readonly since: string | undefined;
  readonly limit: number | undefined;
}

/** Reads a feed from its beginning up to the limit; gives how many records could not be read. */
async function readFeed(
  feed: Feed,
  { instance, wiring, since, limit }: Reading,
  print: (draft: RoutedDraft) => void,
): Promise<number> {
  const { clock, rules, log } = wiring;
  const most = limit ?? feed.max ?? Number.POSITIVE_INFINITY;
  const source = { instance: instance.name, vendor: instance.vendorName, channel: feed.channel ?? instance.channel };
  const seen = new Set<string>();
  let rejected = 0;
  let cursor: Json | undefined;
  for (;;) {
    const page = await feed.read({
      ...(cursor !== undefined && { cursor }),
      since: since ?? resolveInstant(feed.first, clock.now()),
      openIds: async () => [],
      watchedIds: async () => [],
      now: clock.now(),
      signal: AbortSignal.timeout(600_000),
    });
    rejected += page.rejected.length;
    for (const warning of page.warnings)
      log.warn({ instance: instance.name, warning }, 'the vendor feed needs attention');
    for (const draft of fresh(page.drafts, seen).slice(0, most - seen.size)) {
      seen.add(draft.externalId);
      print((await applyRules(rules, draft, source)).routed);
    }
    if (!page.more || seen.size >= most) return rejected;
    cursor = page.next;
  }
}

function fresh(drafts: readonly Draft[], seen: ReadonlySet<string>): readonly Draft[] {
  return [
    ...new Map(
      drafts.filter(({ externalId }) => !seen.has(externalId)).map((draft) => [draft.externalId, draft]),
    ).values(),
  ];
}

/** A normalised incident as automation reads it. */
function printed({ routing, ...draft }: RoutedDraft, { name, vendorName }: Instance): Draft {
  const { channel, dropped } = routing;
  const place = { key: incidentKey(name, draft.externalId), instance: name, vendor: vendorName, channel, dropped };
  return { ...place, ...draft, updatedAt: draft.updatedAt ?? draft.occurredAt };
}

function asTable(drafts: readonly RoutedDraft[], { name }: Instance): string {
  if (drafts.length === 0) return 'Nothing came.';
  return renderTable({
    title: `${drafts.length} incidents of ${name}`,
    columns: ['ID', 'Severity', 'Status', 'Title', 'Since', 'Channel'],
    rows: drafts.map(({ externalId, severityLabel, status, title, occurredAt, routing }) =>
      [externalId, severityLabel, status, title, occurredAt, routing.dropped ? 'dropped' : routing.channel].map(
        safeText,
      ),
    ),
  });
}
