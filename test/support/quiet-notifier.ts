import type { Notifier } from '../../src/ports/notifier.ts';

/** A Slack that takes everything and shows nothing. */
export function quietNotifier(): Notifier {
  let posts = 0;
  return {
    postIncident: async (channelId) => ({ channelId, messageTs: `${(posts += 1)}.0` }),
    updateIncident: async () => undefined,
    retireIncident: async () => undefined,
    turn: async () => undefined,
    async *incidentMessages() {
      yield* [];
    },
    findPost: async () => undefined,
    postSummary: async (channelId) => ({ channelId, messageTs: `${(posts += 1)}.0` }),
    updateSummary: async () => undefined,
    removeMessage: async () => undefined,
    postThread: async () => undefined,
    postFile: async () => undefined,
    postNotice: async () => undefined,
  };
}
