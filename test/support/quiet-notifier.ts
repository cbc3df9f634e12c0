import type { MessageRef } from '../../src/domain/incident.ts';
import type { BeginPost, Notifier } from '../../src/ports/notifier.ts';

/** A Slack that takes everything and shows nothing. */
export function quietNotifier(): Notifier {
  let posts = 0;
  const post = async (channelId: string, begin: BeginPost): Promise<MessageRef> => {
    await begin();
    return { channelId, messageTs: `${(posts += 1)}.0` };
  };
  return {
    postIncident: async (channelId, _, begin) => post(channelId, begin),
    updateIncident: async () => undefined,
    retireIncident: async () => undefined,
    turn: async () => undefined,
    async *incidentMessages() {
      yield* [];
    },
    findPost: async () => undefined,
    postSummary: async (channelId, _, begin) => post(channelId, begin),
    updateSummary: async () => undefined,
    removeMessage: async () => undefined,
    postThread: async (_incident, _line, begin) => void (await begin()),
    postFile: async (_incident, _file, begin) => void (await begin()),
    postNotice: async (_channel, _notice, begin) => void (await begin()),
  };
}
