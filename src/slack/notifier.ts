import type { webApi } from '@slack/bolt';
import type { Card } from '../domain/card.ts';
import { DeliveryError } from '../domain/errors.ts';
import type { Incident, MessageRef } from '../domain/incident.ts';
import { isRestricted } from '../domain/tlp.ts';
import type { Log } from '../ports/log.ts';
import type { Notifier, PostTag } from '../ports/notifier.ts';
import type { Channels } from './channels.ts';
import type { Groups } from './directory.ts';
import { deliveryErrorFrom } from './errors.ts';
import { historySince } from './history.ts';
import { isUserId } from './ids.ts';
import { postMessage, type PostOptions } from './post-message.ts';
import type { Message } from './render/block-kit.ts';
import { type Mention, renderIncident } from './render/incident.ts';
import { fitMessage } from './render/limits.ts';
import { reduced } from './render/reduced.ts';
import { renderHeld, renderRetired } from './render/held.ts';
import { renderNotice, renderThreadLine } from './render/thread.ts';
import { fileName, uploadFile } from './upload-file.ts';

/** `event_type` of the metadata that says which incident a message shows. */
const eventType = 'picket_incident';

export interface NotifierDeps {
  /** Must not repeat by itself: Slack has no idempotency key, and a repeated post is a second message. */
  readonly web: webApi.WebClient;
  readonly channels: Channels;
  readonly groups: Groups;
  readonly log: Log;
  /** `https://acme.slack.com/`, for links to messages; absent until connected. */
  readonly workspaceUrl: () => string | undefined;
  /** `/threat` */
  readonly slackCommand: string;
}

/** Slack as delivery sees it: every failure is a `DeliveryError`, nothing is tried twice but a message we got wrong. */
export function createNotifier({ web, channels, groups, log, workspaceUrl, slackCommand }: NotifierDeps): Notifier {
  async function post(channel: string, message: Message, more: Omit<PostOptions, 'channel'>) {
    const id = await channels.resolve(channel);
    const sent = await orReduced(message, async (content) =>
      orJoined(id, async () => postMessage(web, content, { channel: id, ...more })),
    );
    if (sent.channel === undefined || sent.ts === undefined) throw new DeliveryError('unknown', 'no_ts');
    return { channelId: sent.channel, messageTs: sent.ts };
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

  return {
    async postIncident(channel, incident, card) {
      return post(channel, await contentFor(channel, incident, card), { metadata: metadataOf(incident) });
    },
    async updateIncident({ channelId, messageTs }, incident, card) {
      // Text alone would remove the blocks; what is left out of metadata is kept (PLATFORM §3.2).
      await orReduced(await contentFor(channelId, incident, card), ({ text, blocks }) =>
        web.chat.update({ channel: channelId, ts: messageTs, text, blocks, metadata: metadataOf(incident) }),
      );
    },
    async retireIncident({ channelId, messageTs }, { message }) {
      // Empty metadata takes the key away: one live message for each incident.
      await orReduced(renderRetired(permalink(workspaceUrl(), message)), ({ text, blocks }) =>
        web.apiCall('chat.update', { channel: channelId, ts: messageTs, text, blocks, metadata: {} }),
      );
    },
    async postThread(incident, line, tag) {
      const { channelId, messageTs } = incident.message;
      if (await isHeld(channelId, incident)) return;
      const broadcast = line.broadcast === true ? { reply_broadcast: true } : {};
      await post(channelId, renderThreadLine(line), { thread_ts: messageTs, ...broadcast, metadata: tagged(tag) });
    },
    async postFile(incident, file) {
      const { channelId, messageTs } = incident.message;
      if (await isHeld(channelId, incident)) return;
      try {
        await orJoined(channelId, async () => uploadFile(web, { channelId, threadTs: messageTs }, file));
      } catch (error) {
        throw deliveryErrorFrom(error);
      }
    },
    async postNotice(channel, notice, tag) {
      await post(channel, renderNotice(notice), { metadata: tagged(tag) });
    },
    async findIncident(channel, key, since) {
      const channelId = await channels.resolve(channel);
      for await (const { ts, eventType: type, payload } of historySince(web, { channelId }, since)) {
        if (type !== eventType || payload['key'] !== key) continue;
        return { message: { channelId, messageTs: ts }, revision: Number(payload['revision']) };
      }
      return undefined;
    },
    async findPost(where, what, since) {
      const place = 'message' in where ? where.message : { channelId: await channels.resolve(where.channel) };
      for await (const { payload, files } of historySince(web, place, since)) {
        if ('file' in what ? files.includes(fileName(what.file)) : payload['attempt'] === what.attempt) return true;
      }
      return false;
    },
  };
}

/** Lines and notices carry which attempt they are, so that one without an answer can be found. */
function tagged({ attempt }: PostTag): { event_type: string; event_payload: { attempt: string } } {
  return { event_type: 'picket_post', event_payload: { attempt } };
}

function metadataOf({ key, revision }: Incident): {
  event_type: string;
  event_payload: { key: string; revision: number };
} {
  return { event_type: eventType, event_payload: { key, revision } };
}

function permalink(workspaceUrl: string | undefined, { channelId, messageTs }: MessageRef): string | undefined {
  if (workspaceUrl === undefined || !URL.canParse(workspaceUrl)) return undefined;
  return new URL(`/archives/${channelId}/p${messageTs.replace('.', '')}`, workspaceUrl).href;
}

function placesOf(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null || !('data' in error)) return [];
  const { data } = error as { data: webApi.WebAPICallResult };
  return (data.response_metadata?.messages ?? []).slice(0, 10).map((place) => place.slice(0, 200));
}
