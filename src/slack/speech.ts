import type { types } from '@slack/bolt';
import type { CommandFile } from '../domain/command.ts';
import type { Log } from '../ports/log.ts';
import type { Clients } from './clients.ts';
import { deliveryErrorFrom, kindOf } from './errors.ts';
import { postMessage } from './post-message.ts';
import type { Message } from './render/block-kit.ts';
import { plain } from './render/escape.ts';
import { fitMessage } from './render/limits.ts';
import { reduced } from './render/reduced.ts';
import type { Place } from './place.ts';
import { refusalOf } from './schema.ts';
import { uploadFile } from './upload-file.ts';

interface Manner {
  /** Everybody in the channel sees it; else the person alone. */
  readonly shared?: boolean;
  /** Takes the place of what was answered before. */
  readonly replace?: boolean;
}

/** Slack as answers to people need it. */
export interface Speech {
  /** Tries the `response_url`, then the channel, then a direct message. Throws where none of them takes it. */
  tell(place: Place, message: Message, manner: Manner): Promise<void>;
  /** To the channel or thread where shared, else as a direct message: what lies in a channel is everybody's. */
  upload(place: Place, file: CommandFile, shared: boolean): Promise<void>;
  open(triggerId: string, view: types.ModalView): Promise<void>;
}

export function createSpeech({
  clients: { posting: web, showing, fetch },
  log,
}: {
  readonly clients: Pick<Clients, 'posting' | 'showing' | 'fetch'>;
  readonly log: Log;
}): Speech {
  async function tell(place: Place, given: Message, manner: Manner): Promise<void> {
    const message = fitMessage(given);
    if (place.responseUrl !== undefined) {
      const refusal = await respond(place.responseUrl, bodyOf(place, message, manner));
      if (refusal === undefined) return;
      log.warn({ reason: refusal }, 'an answer was refused by its response_url');
      if (kindOf(refusal) === 'message' || refusal === 'http_400') {
        const again = await respond(place.responseUrl, bodyOf(place, reduced(message), manner));
        if (again === undefined) return;
      }
    }
    await post(place, message, manner);
  }

  async function respond(url: string, body: object): Promise<string | undefined> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
      });
      return refusalOf(response.status, await response.text());
    } catch {
      return 'no_answer';
    }
  }

  async function post(place: Place, message: Message, { shared = false }: Manner): Promise<void> {
    const { channelId, userId, threadTs } = place;
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    if (channelId !== undefined && !channelId.startsWith('D')) {
      try {
        if (shared) await postMessage(web, message, { channel: channelId, ...thread });
        else await web.chat.postEphemeral({ channel: channelId, user: userId, ...message, ...thread });
        return;
      } catch (error) {
        if (deliveryErrorFrom(error).kind !== 'channel') throw deliveryErrorFrom(error);
      }
    }
    await postDirect(userId, message);
  }

  // Posting to a person's id opens the direct message and says its id, which an upload needs.
  async function postDirect(userId: string, message: Message): Promise<string> {
    try {
      const { channel } = await postMessage(web, message, { channel: userId });
      return channel ?? userId;
    } catch (error) {
      throw deliveryErrorFrom(error);
    }
  }

  async function upload({ channelId, threadTs, userId }: Place, file: CommandFile, shared: boolean): Promise<void> {
    try {
      if (shared && channelId !== undefined) return await uploadFile({ web, fetch }, { channelId, threadTs }, file);
      const direct = await postDirect(userId, reduced({ text: `📎 ${plain(file.name, 200)}`, blocks: [] }));
      await uploadFile({ web, fetch }, { channelId: direct }, file);
    } catch (error) {
      throw deliveryErrorFrom(error);
    }
  }

  return {
    tell,
    upload,
    async open(triggerId, view) {
      try {
        await showing.views.open({ trigger_id: triggerId, view });
      } catch (error) {
        const failure = deliveryErrorFrom(error);
        // Another delivery of the same press has opened it, or the first try whose answer was lost.
        if (failure.reason !== 'exchanged_trigger_id') throw failure;
      }
    },
  };
}

function bodyOf({ threadTs }: Place, message: Message, { shared = false, replace = false }: Manner): object {
  return {
    ...message,
    response_type: shared ? 'in_channel' : 'ephemeral',
    replace_original: replace,
    ...(!replace && threadTs !== undefined && { thread_ts: threadTs }),
    ...(shared && { unfurl_links: false, unfurl_media: false }),
  };
}
