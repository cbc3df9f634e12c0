import type { Feed } from '../../ports/vendor.ts';
import { createAccessCheck } from './grants.ts';
import type { GroupIbClient } from './client.ts';
import { searchReader } from './search-feed.ts';
import { sequenceReader } from './sequence-feed.ts';
import type { FeedParts } from './sequence-feed.ts';
import { plansOf } from './settings.ts';
import type { CollectionPlan, GroupIbSettings } from './settings.ts';

/** A feed for each configured collection, named like it, with a place of its own (CONTRACT.md §7, W2, W3). */
export function feedsOf(client: GroupIbClient, settings: GroupIbSettings): readonly Feed[] {
  const { fetch } = settings;
  const parts = { client, mayRead: createAccessCheck(client) };
  return plansOf(settings).map((plan) => ({
    name: plan.collection.name,
    schedule: fetch.every,
    primary: true,
    ...(fetch.max !== undefined && { max: fetch.max }),
    pages: plan.requests,
    first: plan.first,
    ...(plan.channel !== undefined && { channel: plan.channel }),
    read: withLimitWarning(plan, readerOf(plan, parts)),
  }));
}

function readerOf(plan: CollectionPlan, parts: FeedParts): Feed['read'] {
  return plan.collection.iteration === 'search' ? searchReader(plan, parts) : sequenceReader(plan, parts);
}

/** Says once a process that a page is larger than the vendor recommends: it is cut there, or times out. */
function withLimitWarning({ collection, limit }: CollectionPlan, read: Feed['read']): Feed['read'] {
  if (limit <= collection.limit) return read;
  const warning =
    `\`limit\` of ${collection.name} is ${limit}; Group-IB recommends at most ${collection.limit} for it. ` +
    'Larger pages are cut there or time out.';
  let told = false;
  return async (request) => {
    const page = await read(request);
    if (told) return page;
    told = true;
    return { ...page, warnings: [warning, ...page.warnings] };
  };
}
