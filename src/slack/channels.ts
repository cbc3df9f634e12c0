import type { webApi } from '@slack/bolt';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { deliveryErrorFrom } from './errors.ts';
import { isChannelId, isUserId } from './ids.ts';
import { channelsOf } from './schema.ts';

/** A channel as far as routing needs it. */
interface Channel {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  readonly member: boolean;
  /** Shared with people outside the company. */
  readonly external: boolean;
}

export interface Channels {
  /** The id of `#name`, `name` or an id; the name itself where it is not known: Slack then has the last word. */
  resolve(channel: string): Promise<string>;
  /** What is known of a channel; absent where it cannot be seen. */
  find(channel: string): Promise<Channel | undefined>;
  /** Reads the list anew; a second call meanwhile waits for the first. */
  refresh(): Promise<void>;
  /** What is known is old: the next question reads it anew. */
  forget(): void;
}

const refreshAtMostEveryMs = 60_000;

/**
 * The workspace's channels by name: one paginated list at the start, again when channels change, and for an unknown
 * name at most once a minute. Never one request for each message.
 */
export function createChannels({
  web,
  clock,
  log,
}: {
  readonly web: webApi.WebClient;
  readonly clock: Clock;
  readonly log: Log;
}): Channels {
  let known: ReadonlyMap<string, Channel> = new Map();
  let reading: Promise<void> | undefined;
  let readAt: number | undefined;
  let stale = true;
  const warned = new Set<string>();

  async function read(): Promise<void> {
    readAt = clock.now().getTime();
    stale = false;
    try {
      const channels = await listAll(web, log);
      known = new Map(
        channels.flatMap((channel) => [[channel.id, channel] as const, [channel.name, channel] as const]),
      );
    } catch (error) {
      log.warn({ reason: deliveryErrorFrom(error).reason }, 'the list of Slack channels cannot be read');
    }
  }

  async function refresh(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
  }

  function mayRead(): boolean {
    return readAt === undefined || stale || clock.now().getTime() - readAt >= refreshAtMostEveryMs;
  }

  async function find(channel: string): Promise<Channel | undefined> {
    const name = bareName(channel);
    if (reading !== undefined) await reading;
    if ((stale || !known.has(name)) && mayRead()) await refresh();
    const found = known.get(name);
    if (found?.external === true && !warned.has(found.id)) {
      warned.add(found.id);
      log.warn({ channel: found.id }, 'incidents go to a channel that people outside the company can read');
    }
    return found;
  }

  return {
    find,
    refresh,
    async resolve(channel) {
      if (isChannelId(channel) || isUserId(channel)) return channel;
      return (await find(channel))?.id ?? channel;
    },
    forget() {
      stale = true;
    },
  };
}

function bareName(channel: string): string {
  return isChannelId(channel) ? channel : channel.replace(/^#/, '').toLowerCase();
}

async function listAll(web: webApi.WebClient, log: Log): Promise<Channel[]> {
  try {
    return await list(web, 'public_channel,private_channel');
  } catch (error) {
    const { kind, reason } = deliveryErrorFrom(error);
    if (kind !== 'installation' || !reason.startsWith('missing_scope')) throw error;
    log.warn({ reason }, 'private Slack channels cannot be listed');
    return list(web, 'public_channel');
  }
}

async function list(web: webApi.WebClient, types: string): Promise<Channel[]> {
  const channels: Channel[] = [];
  for await (const page of web.paginate('conversations.list', { types, exclude_archived: true, limit: 1000 })) {
    channels.push(...channelsOf(page));
  }
  return channels;
}
