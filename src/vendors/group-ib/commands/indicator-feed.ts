import type { Feed } from '../../../ports/vendor.ts';
import type { GroupIbClient } from '../client.ts';
import { createAccessCheck } from '../grants.ts';
import { sequenceReader } from '../sequence-feed.ts';
import type { FeedParts } from '../sequence-feed.ts';
import type { CollectionPlan, GroupIbSettings, IndicatorCollectionName, IndicatorSettings } from '../settings.ts';
import { indicatorCollection, reportedIn } from './reported.ts';

/**
 * The indicators of each configured collection, a feed with a checkpoint of its own for each; none where they are not
 * configured. They are read as incidents are: by sequence, a place that does not move ends the run. Source: CONTRACT.md §14.
 */
export function indicatorFeeds(client: GroupIbClient, settings: GroupIbSettings): readonly Feed[] {
  const { indicators } = settings;
  if (indicators === undefined) return [];
  const parts = { client, mayRead: createAccessCheck(client) };
  return [...new Set(indicators.collections)].map((name) =>
    indicatorFeed(planOf(name, indicators), settings, { ...parts, indicators }),
  );
}

interface IndicatorParts extends FeedParts {
  readonly indicators: IndicatorSettings;
}

function indicatorFeed(plan: CollectionPlan, { name: instance }: GroupIbSettings, parts: IndicatorParts): Feed {
  const { collection, requests, first } = plan;
  const { indicators: settings } = parts;
  const feed = `indicators/${collection.name}`;
  const read = sequenceReader(plan, parts);
  return {
    name: feed,
    schedule: settings.every,
    primary: false,
    pages: requests,
    first,
    async read(request) {
      const page = await read(request);
      const reporting = { collection, settings, now: request.now };
      const reported = page.drafts.flatMap((draft) => reportedIn(draft, reporting));
      return { ...page, drafts: [], indicators: reported.map((one) => ({ ...one, instance, feed })) };
    },
  };
}

function planOf(name: IndicatorCollectionName, { first, requests }: IndicatorSettings): CollectionPlan {
  const collection = indicatorCollection(name);
  return {
    collection,
    first,
    limit: collection.limit,
    requests,
    hunting: collection.alwaysHunting,
    filters: { combolist: false, unique: false, probableCorporateAccess: false },
  };
}
