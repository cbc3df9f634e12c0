import { DeliveryError } from '../../../src/domain/errors.ts';
import type { MessageRef } from '../../../src/domain/incident.ts';
import type { Notifier } from '../../../src/ports/notifier.ts';

/**
 * What happens to the next call that changes something in Slack.
 *
 * - `ok`: done, and answered
 * - `killed-before`, `killed-after`: the process dies, before Slack has the call or after it did it
 * - `lost-before`, `lost-after`: the call fails without an answer, before or after its effect
 * - `limited`: 429, nothing done
 */
export const fates = ['ok', 'killed-before', 'killed-after', 'lost-before', 'lost-after', 'limited'] as const;
export type Fate = (typeof fates)[number];

interface Message {
  readonly channel: string;
  readonly ts: string;
  key: string | undefined;
  revision: number;
  readonly lines: { readonly text: string; readonly attempt: string }[];
}

/** A Slack of one workspace, as plain as it can be. */
export interface PlainSlack {
  readonly notifier: Notifier;
  /** Live messages, all channels, in the order of posting. */
  messages(): readonly Message[];
  /** Every line that stands or stood in a thread. */
  lines(): readonly string[];
  deleteMessageOf(key: string): void;
  /** Closes the channel to posts, or opens it again. */
  archive(channel: string, archived: boolean): void;
  /** What becomes of the next calls; all later ones succeed. */
  plan(fates: readonly Fate[]): void;
}

/** A process that died in the middle of a call. */
export class KilledError extends Error {
  override readonly name = 'KilledError';
}

export function plainSlack(): PlainSlack {
  const messages = new Map<string, Message>();
  const lines: string[] = [];
  const archived = new Set<string>();
  let planned: Fate[] = [];
  let ts = 0;

  const call = async <T>(channel: string, effect: () => T): Promise<T> => {
    const fate = planned.shift() ?? 'ok';
    if (fate === 'killed-before') throw new KilledError();
    if (fate === 'lost-before') throw new DeliveryError('unknown', 'no_answer');
    if (fate === 'limited') throw new DeliveryError('wait', 'ratelimited', 1000);
    if (archived.has(channel)) throw new DeliveryError('channel', 'is_archived');
    const result = effect();
    if (fate === 'killed-after') throw new KilledError();
    if (fate === 'lost-after') throw new DeliveryError('unknown', 'no_answer');
    return result;
  };
  const find = ({ messageTs }: MessageRef): Message => {
    const message = messages.get(messageTs);
    if (message === undefined) throw new DeliveryError('gone', 'message_not_found');
    return message;
  };
  const post = (channel: string, key: string | undefined, revision: number): MessageRef => {
    ts += 1;
    const message = { channel, ts: `${ts}.0`, key, revision, lines: [] };
    messages.set(message.ts, message);
    return { channelId: channel, messageTs: message.ts };
  };

  const notifier: Notifier = {
    turn: async () => undefined,
    async postIncident(channel, { incident: { key, revision } }, begin) {
      await begin();
      return call(channel, () => post(channel, key, revision));
    },
    updateIncident: async (ref, { revision }) =>
      call(ref.channelId, () => {
        find(ref).revision = revision;
      }),
    retireIncident: async (ref) =>
      call(ref.channelId, () => {
        find(ref).key = undefined;
      }),
    removeMessage: async ({ channelId, messageTs }) => call(channelId, () => void messages.delete(messageTs)),
    async postThread({ message }, { text }, begin) {
      const { attempt } = await begin();
      await call(message.channelId, () => {
        find(message).lines.push({ text, attempt });
        lines.push(text);
      });
    },
    async postFile({ message }, _, begin) {
      await begin();
      await call(message.channelId, () => void find(message));
    },
    async postNotice(channel, _, begin) {
      await begin();
      await call(channel, () => void post(channel, undefined, 0));
    },
    async postSummary(channel, _, begin) {
      await begin();
      return call(channel, () => post(channel, undefined, 0));
    },
    updateSummary: async (ref) => call(ref.channelId, () => void find(ref)),
    async *incidentMessages(channel) {
      for (const { channel: where, ts: messageTs, key, revision } of [...messages.values()].toReversed())
        if (where === channel && key !== undefined) yield { message: { channelId: channel, messageTs }, key, revision };
    },
    async findPost(where, what) {
      if (!('message' in where) || !('attempt' in what)) return undefined;
      const found = messages.get(where.message.messageTs)?.lines.some(({ attempt }) => attempt === what.attempt);
      return found === true ? where.message : undefined;
    },
  };
  return {
    notifier,
    messages: () => [...messages.values()],
    lines: () => lines,
    deleteMessageOf(key) {
      const message = [...messages.values()].findLast((one) => one.key === key);
      if (message !== undefined) messages.delete(message.ts);
    },
    archive(channel, isArchived) {
      if (isArchived) archived.add(channel);
      else archived.delete(channel);
    },
    plan(next) {
      planned = [...next];
    },
  };
}
