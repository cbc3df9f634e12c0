import type { Home } from '../desk.ts';
import type { DeskDeps } from './deps.ts';

/** What the App Home shows. Errors: the store's. */
export async function homeOf({ instances, store, health, slackCommand }: DeskDeps): Promise<Home> {
  const [pauses, counts, feeds] = await Promise.all([store.pauses(), store.counts(), health.feeds()]);
  const paused = new Set(pauses.map(({ instance }) => instance));
  return {
    instances: instances.map(({ name, vendorTitle, fetchEnabled }) => ({
      name,
      title: vendorTitle,
      paused: paused.has(name),
      enabled: fetchEnabled,
      feeds: feeds.filter((feed) => feed.instance === name),
    })),
    counts,
    slackCommand,
  };
}
