import type { webApi } from '@slack/bolt';
import type { Card } from '../domain/card.ts';
import { DeliveryError } from '../domain/errors.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import { isRestricted } from '../domain/tlp.ts';
import type { Log } from '../ports/log.ts';
import type { BeginPost, Notifier, SlackCall } from '../ports/notifier.ts';
import type { Turns } from './budget.ts';
import type { Channels } from './channels.ts';
import type { Groups } from './directory.ts';
import { deliveryErrorFrom } from './errors.ts';
import { isUserId } from './ids.ts';
import { incidentMetadata, postMetadata } from './metadata.ts';
import { createPast } from './past.ts';
import { permalink } from './permalink.ts';
import { postMessage, type PostOptions } from './post-message.ts';
import type { Message } from './render/block-kit.ts';
import { type Mention, renderIncident } from './render/incident.ts';
import { fitMessage } from './render/limits.ts';
import { reduced } from './render/reduced.ts';
import { renderHeld, renderRetired } from './render/held.ts';
import { renderSummary } from './render/summary.ts';
import { renderNotice, renderThreadLine } from './render/thread.ts';
import { shareFile, uploadBytes } from './upload-file.ts';

export interface NotifierDeps {
  /** Must not repeat by itself: Slack has no idempotency key, and a repeated post is a second message. */
  readonly web: webApi.WebClient;
  readonly fetch: webApi.FetchFunction;
  readonly channels: Channels;
  readonly turns: Turns;
  readonly groups: Groups;
  readonly log: Log;
  /** `https://acme.slack.com/`, for links to messages; absent until connected. */
  readonly workspaceUrl: () => string | undefined;
  /** `/threat` */
  readonly slackCommand: string;
}

interface Posting extends Omit<PostOptions, 'channel'> {
  readonly begin: BeginPost;
}

/** Slack as delivery sees it: every failure is a `DeliveryError`, nothing is tried twice but a message we got wrong. */
export function createNotifier(deps: NotifierDeps): Notifier {
  const { web, fetch, channels, turns, groups, log, workspaceUrl, slackCommand } = deps;
  async function post(channel: string, message: Message, { begin, ...more }: Posting) {
    const id = await channels.resolve(channel);
    const begun = await begin();
    const options = { channel: id, metadata: postMetadata(begun), ...more };
    const sent = await heeding('post', id, async () =>
      orReduced(message, async (content) =>
        orJoined(id, async () => {
          begun.check();
          return postMessage(web, content, options);
        }),
      ),
    );
    if (sent.channel === undefined || sent.ts === undefined) throw new DeliveryError('unknown', 'no_ts');
    return { channelId: sent.channel, messageTs: sent.ts };
  }

  // What Slack asks for holds for everyone who shares the limit.
  async function heeding<T>(call: SlackCall, channelId: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw await turns.heed(call, channelId, deliveryErrorFrom(error));
    }
  }

  // A message that Slack finds fault with is ours to mend: it goes out once more, reduced to plain text.
  async function orReduced<T>(given: Message, send: (message: Message) => Promise<T>): Promise<T> {
    const message = fitMessage(given);
    try {
      return await send(message);
    } catch (error) {
      const failure = deliveryErrorFrom(error);
      if (failure.kind !== 'message') throw failure;
      log.error({ reason: failure.reason, places: placesOf(error) }, 'slack found fault with a message');
    }
    try {
      return await send(reduced(message));
    } catch (error) {
      throw deliveryErrorFrom(error);
    }
  }

  // Refused before it was posted: joining and posting once more cannot post twice.
  async function orJoined<T>(channel: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      const failure = deliveryErrorFrom(error);
      if (failure.kind === 'channel') channels.forget();
      if (failure.reason !== 'not_in_channel' || !(await joins(channel))) throw error;
      return send();
    }
  }

  async function joins(channel: string): Promise<boolean> {
    try {
      await web.conversations.join({ channel });
      return true;
    } catch {
      return false;
    }
  }

  async function mentionOf(who: string): Promise<Mention> {
    if (isUserId(who)) return { user: who };
    const group = who.startsWith('@') ? await groups.idOf(who) : undefined;
    return group === undefined ? { name: who } : { group };
  }

  async function cardOf(incident: Incident, card: Card): Promise<Message> {
    const mentions = await Promise.all(incident.routing.mention.map(mentionOf));
    const previousUrl = incident.previous === undefined ? undefined : permalink(workspaceUrl(), incident.previous);
    return renderIncident({ incident, card, mentions, ...(previousUrl !== undefined && { previousUrl }) });
  }

  // A channel that cannot be seen counts as public: its readers are not known.
  async function isHeld(channel: string, incident: Incident): Promise<boolean> {
    return isRestricted(incident) && (await channels.find(channel))?.private !== true;
  }

  async function contentFor(channel: string, incident: Incident, card: Card): Promise<Message> {
    return (await isHeld(channel, incident)) ? renderHeld(incident, slackCommand) : cardOf(incident, card);
  }

  async function update({ channelId, messageTs: ts }: MessageRef, message: Message, metadata: object): Promise<void> {
    // Text alone would remove the blocks; what is left out of metadata is kept (PLATFORM §3.2).
    await heeding('update', channelId, async () =>
      orReduced(message, async ({ text, blocks }) =>
        web.apiCall('chat.update', { channel: channelId, ts, text, blocks, metadata }),
      ),
    );
  }

  return {
    ...createPast({ web, channels, turns }),
    async turn(call, channel, signal) {
      await turns.turn(call, await channels.resolve(channel), signal);
    },
    async postIncident(channel, { incident, card }, begin) {
      return post(channel, await contentFor(channel, incident, card), { begin, metadata: incidentMetadata(incident) });
    },
    async updateIncident(message, incident, card) {
      await update(message, await contentFor(message.channelId, incident, card), incidentMetadata(incident));
    },
    async retireIncident(message, incident) {
      // Empty metadata takes the key away: one live message for each incident.
      await update(message, renderRetired(permalink(workspaceUrl(), incident.message)), {});
    },
    async removeMessage({ channelId, messageTs }) {
      try {
        await heeding('remove', channelId, async () => web.chat.delete({ channel: channelId, ts: messageTs }));
      } catch (error) {
        if (deliveryErrorFrom(error).kind !== 'gone') throw error;
      }
    },
    async postThread(incident, line, begin) {
      const { channelId, messageTs } = incident.message;
      if (await isHeld(channelId, incident)) return;
      const broadcast = line.broadcast === true ? { reply_broadcast: true } : {};
      await post(channelId, renderThreadLine(line), { begin, thread_ts: messageTs, ...broadcast });
    },
    async postFile(incident, file, begin) {
      const { channelId, messageTs } = incident.message;
      if (await isHeld(channelId, incident)) return;
      // Nobody sees it before it is shared: that alone is the post.
      const uploaded = await heeding('file', channelId, async () => uploadBytes({ web, fetch }, file));
      const begun = await begin();
      await heeding('file', channelId, async () =>
        orJoined(channelId, async () => {
          begun.check();
          await shareFile(web, { channelId, threadTs: messageTs }, uploaded);
        }),
      );
    },
    async postNotice(channel, notice, begin) {
      await post(channel, renderNotice(notice), { begin });
    },
    async postSummary(channel, summary, begin) {
      return post(channel, renderSummary(summary), { begin });
    },
    async updateSummary(message, summary) {
      // The attempt in its metadata has done its work.
      await update(message, renderSummary(summary), {});
    },
  };
}

function placesOf(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null || !('data' in error)) return [];
  const { data } = error as { data: webApi.WebAPICallResult };
  return (data.response_metadata?.messages ?? []).slice(0, 10).map((place) => place.slice(0, 200));
}
