import type { FeedHealth, FeedPlace, Health } from '../ports/health.ts';

/** Health of one process, in memory: it begins anew with each start. */
export function createHealth(): Health {
  const known = new Map<string, FeedHealth>();
  let slackConnected = false;
  const before = (place: FeedPlace): FeedHealth =>
    known.get(idOf(place)) ?? { ...place, failuresInARow: 0, rejected: 0 };
  return {
    async succeeded(place, at, rejected) {
      const last = before(place);
      known.set(idOf(place), { ...last, lastSuccessAt: at, failuresInARow: 0, rejected: last.rejected + rejected });
    },
    async failed(place, failure) {
      const last = before(place);
      known.set(idOf(place), { ...last, lastFailure: failure, failuresInARow: last.failuresInARow + 1 });
    },
    slack(connected) {
      slackConnected = connected;
    },
    feeds: async () => [...known.values()],
    feed: async (place) => known.get(idOf(place)),
    get slackConnected() {
      return slackConnected;
    },
  };
}

function idOf({ instance, feed }: FeedPlace): string {
  return `${instance} ${feed}`;
}
