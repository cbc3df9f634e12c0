import * as z from 'zod';

import { shownView, useInMessage, useInView } from './people/press.ts';
import { slash } from './people/slash.ts';
import { type Stage, person } from './people/stage.ts';
import { closeView, submitState } from './people/submit.ts';
import { deleteMessage, messageShortcut, openHome, say } from './people/talk.ts';

const text = z.string();
const value = z.looseObject({ type: text });
const state = z.record(text, z.record(text, value));

const Press = z.object({
  type: z.literal('press'),
  userId: text,
  place: z.union([
    z.object({ channelId: text, messageTs: text }),
    z.object({ viewId: text }),
    z.object({ home: z.literal(true) }),
  ]),
  blockId: text,
  actionId: text,
  value,
  state: state.default({}),
});

/** What the page asks for. Source: page-api.ts, `PageAction`. */
export const PageAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('say'), userId: text, channelId: text, text, threadTs: text.optional() }),
  z.object({ type: z.literal('command'), userId: text, channelId: text, command: text, text }),
  Press,
  z.object({ type: z.literal('submit'), userId: text, viewId: text, state }),
  z.object({ type: z.literal('close'), userId: text, viewId: text }),
  z.object({ type: z.literal('shortcut'), userId: text, callbackId: text, channelId: text, messageTs: text }),
  z.object({ type: z.literal('openHome'), userId: text, tab: z.enum(['home', 'messages']) }),
  z.object({ type: z.literal('deleteMessage'), channelId: text, messageTs: text }),
]);
export type PageAction = z.infer<typeof PageAction>;

async function press(stage: Stage, { userId, place, ...use }: z.infer<typeof Press>): Promise<void> {
  if ('messageTs' in place) {
    await useInMessage(stage, { user: userId, channel: place.channelId, ts: place.messageTs }, use);
    return;
  }
  const view = shownView(stage, person(stage, userId), place);
  await useInView(stage, { user: userId, view }, use);
}

/** Does what the page asks for, and ends when the app acknowledged it or let its time pass. */
export async function runPageAction(stage: Stage, action: PageAction): Promise<void> {
  switch (action.type) {
    case 'say': {
      const { userId: user, channelId: channel, text: words, threadTs } = action;
      await say(stage, { user, channel, text: words, ...(threadTs === undefined ? {} : { threadTs }) });
      return;
    }
    case 'command': {
      await slash(stage, {
        user: action.userId,
        channel: action.channelId,
        command: action.command,
        text: action.text,
      });
      return;
    }
    case 'press':
      await press(stage, action);
      return;
    case 'submit': {
      const user = person(stage, action.userId);
      const view = shownView(stage, user, action);
      await submitState(stage, user, { view, state: action.state });
      return;
    }
    case 'close':
      await closeView(stage, { user: action.userId, viewId: action.viewId });
      return;
    case 'shortcut': {
      const { userId: user, channelId: channel, messageTs: ts, callbackId } = action;
      await messageShortcut(stage, { user, channel, ts, callbackId });
      return;
    }
    case 'openHome':
      await openHome(stage, { user: action.userId, tab: action.tab });
      return;
    case 'deleteMessage':
      deleteMessage(stage, { channel: action.channelId, ts: action.messageTs });
      return;
  }
}
