import type { Core } from './core.ts';
import { pageMessage } from './message-log.ts';
import type { PageState } from './page-api.ts';
import { pageView } from './views.ts';

function messagesOf({ workspace, messages }: Core): PageState['messages'] {
  return [...workspace.channels.values()].flatMap(({ id }) =>
    messages.inChannel(id).map((message) => {
      const replies = messages.replies(id, message.ts).filter(({ ephemeralFor }) => ephemeralFor === undefined);
      return pageMessage(message, replies.length);
    }),
  );
}

/** Everything the page shows at first. */
export function pageState(core: Core, connected: boolean): PageState {
  const { workspace, views } = core;
  const { options, bot } = workspace;
  const users = [...workspace.users.values()];
  const shortcuts = (options.shortcuts ?? []).filter(({ type }) => type !== 'global');
  const homes = users.flatMap(({ id }): [string, PageState['home'][string]][] => {
    const view = views.home(id);
    return view ? [[id, view.content.blocks]] : [];
  });
  return {
    team: options.team ?? 'Sandbox',
    users: users.map(({ id, realName, isBot }) => ({ id, name: realName, isBot })),
    you: users.find(({ isBot }) => !isBot)?.id ?? bot.id,
    botUserId: bot.id,
    connected,
    channels: [...workspace.channels.values()].map(({ id, name, kind, topic }) => ({ id, name, kind, topic })),
    messages: messagesOf(core),
    views: users.flatMap(({ id }) => views.stack(id).map((view) => pageView(view))),
    home: Object.fromEntries(homes),
    commands: (options.commands ?? []).map(({ command, description = '', usageHint = '' }) => ({
      command,
      description,
      usageHint,
    })),
    userGroups: [...workspace.groups.values()].map(({ id, handle }) => ({ id, handle })),
    messageShortcuts: shortcuts.map(({ callbackId, name }) => ({ callbackId, name })),
  };
}
