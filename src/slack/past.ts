import type { webApi } from '@slack/bolt';
import type { MessageRef } from '../domain/incident.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { Turns } from './budget.ts';
import type { Channels } from './channels.ts';
import { historySince } from './history.ts';
import { incidentEvent } from './metadata.ts';
import { fileName } from './upload-file.ts';

/** What of the notifier looks back at what stands in Slack. */
export type Past = Pick<Notifier, 'incidentMessages' | 'findPost'>;

/** Our own messages, found again by the metadata they carry. Errors: `DeliveryError`. */
export function createPast({
  web,
  channels,
  turns,
}: {
  readonly web: webApi.WebClient;
  readonly channels: Channels;
  readonly turns: Turns;
}): Past {
  return {
    async *incidentMessages(channel, back) {
      const channelId = await channels.resolve(channel);
      for await (const { ts, eventType, payload } of historySince({ web, turns }, { channelId }, back)) {
        const { key, revision } = payload;
        if (eventType !== incidentEvent || typeof key !== 'string') continue;
        yield { message: { channelId, messageTs: ts }, key, revision: Number(revision) };
      }
    },
    async findPost(where, what, back) {
      const place: { readonly channelId: string } | MessageRef =
        'message' in where ? where.message : { channelId: await channels.resolve(where.channel) };
      const { channelId } = place;
      for await (const { ts, payload, files } of historySince({ web, turns }, place, back)) {
        const isIt = 'file' in what ? files.includes(fileName(what.file)) : payload['attempt'] === what.attempt;
        if (isIt) return { channelId, messageTs: ts };
      }
      return undefined;
    },
  };
}
