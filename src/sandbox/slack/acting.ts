import { eventPayload } from './payloads.ts';
import { archive, inviteBot, kickBot } from './people/administer.ts';
import { press, pressInView } from './people/press.ts';
import { slash } from './people/slash.ts';
import { type Stage, person, place } from './people/stage.ts';
import { closeView, submit } from './people/submit.ts';
import { deleteMessage, globalShortcut, messageShortcut, openHome, say } from './people/talk.ts';
import type { Acting, Looking } from './sandbox.ts';
import { sendEvent } from './transport.ts';
import type { CallLog } from './api-calls.ts';

/** The sandbox's view on what Slack remembers. */
export function createLooking(stage: Stage, calls: CallLog): Looking {
  const { workspace, messages, views } = stage.core;
  return {
    calls: (method) => calls.list(method),
    channel: (idOrName) => place(stage, idOrName),
    user: (idOrName) => person(stage, idOrName),
    messages: (channel) =>
      messages
        .inChannel(place(stage, channel).id)
        .filter(({ ephemeralFor, threadTs, broadcast }) => ephemeralFor === undefined && (!threadTs || broadcast)),
    message: (channel, ts) => messages.find(place(stage, channel).id, ts),
    thread: (channel, ts) => messages.replies(place(stage, channel).id, ts),
    ephemerals: (user) => messages.ephemerals(person(stage, user).id),
    views: (user) => views.stack(person(stage, user).id),
    home: (user) => views.home(person(stage, user).id),
    onEvent: (listener) => workspace.listen(listener),
  };
}

/** What people of the workspace can do. */
export function createActing(stage: Stage): Acting {
  const retry = { timers: stage.timers, retryMs: stage.eventRetryMs };
  return {
    slash: (input) => slash(stage, input),
    press: (input) => press(stage, input),
    pressInView: (input) => pressInView(stage, input),
    submit: (input) => submit(stage, input),
    closeView: (input) => closeView(stage, input),
    messageShortcut: (input) => messageShortcut(stage, input),
    globalShortcut: (input) => globalShortcut(stage, input),
    openHome: (input) => openHome(stage, input),
    say: (words) => say(stage, words),
    deleteMessage: ({ channel, ts }) => deleteMessage(stage, { channel: place(stage, channel).id, ts }),
    archive: (channel, archived = true) => archive(stage, channel, archived),
    inviteBot: (channel) => inviteBot(stage, channel),
    kickBot: (channel) => kickBot(stage, channel),
    sendEvent: (event) => sendEvent(stage.transport, eventPayload(stage.core, event), retry),
  };
}
