import { requiredArg, textArg } from '../args.ts';
import type { Core } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { Message } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import type { Fault } from '../validate/fault.ts';
import { validateMessage } from '../validate/message.ts';
import { validateBlocks, validateView } from '../validate/surfaces.ts';
import { type Methods, channelById } from './method.ts';
import { isObject } from '../json.ts';

function authTest({ workspace, origin }: Core): JsonObject {
  const { options, teamId, bot, botId, appId } = workspace;
  return {
    url: `${origin()}/`,
    team: options.team ?? 'Sandbox',
    user: bot.name,
    team_id: teamId,
    user_id: bot.id,
    bot_id: botId,
    app_id: appId,
    is_enterprise_install: false,
  };
}

function teamInfo({ workspace }: Core): JsonObject {
  const { options, teamId, teamDomain } = workspace;
  return { team: { id: teamId, name: options.team ?? 'Sandbox', domain: teamDomain, email_domain: '' } };
}

function judged(kind: 'blocks' | 'view' | 'message', faults: readonly Fault[]): JsonObject {
  if (faults.length === 0) return {};
  throw new SlackError(`invalid_${kind}`, { errors: faults });
}

function blocksValidate(_core: Core, args: JsonObject): JsonObject {
  const { blocks, view, message } = args;
  const given = [blocks, view, message].filter((value) => value !== undefined);
  if (given.length !== 1) throw new SlackError('invalid_arguments');
  if (blocks !== undefined) return judged('blocks', validateBlocks(blocks, 'message'));
  if (view !== undefined) return judged('view', validateView(view));
  return judged('message', validateMessage(isObject(message) ? message : {}));
}

function reactedMessage(core: Core, args: JsonObject): Message {
  const channel = channelById(core, textArg(args, 'channel'));
  const message = core.messages.find(channel.id, requiredArg(args, 'timestamp'));
  if (!message || message.ephemeralFor !== undefined) throw new SlackError('message_not_found');
  return message;
}

function addReaction(core: Core, args: JsonObject): JsonObject {
  const message = reactedMessage(core, args);
  const name = requiredArg(args, 'name');
  const users = message.reactions[name] ?? [];
  if (users.includes(core.workspace.bot.id)) throw new SlackError('already_reacted');
  core.messages.put({ ...message, reactions: { ...message.reactions, [name]: [...users, core.workspace.bot.id] } });
  return {};
}

function removeReaction(core: Core, args: JsonObject): JsonObject {
  const message = reactedMessage(core, args);
  const name = requiredArg(args, 'name');
  const { [name]: users = [], ...others } = message.reactions;
  if (!users.includes(core.workspace.bot.id)) throw new SlackError('no_reaction');
  const left = users.filter((id) => id !== core.workspace.bot.id);
  core.messages.put({ ...message, reactions: left.length > 0 ? { ...others, [name]: left } : others });
  return {};
}

/** Methods of no family: the token's own, checks, reactions. */
export const basicMethods: Methods = {
  'api.test': (_core, args) => (Object.keys(args).length > 0 ? { args } : {}),
  'auth.test': authTest,
  'team.info': teamInfo,
  'blocks.validate': blocksValidate,
  'reactions.add': addReaction,
  'reactions.remove': removeReaction,
};
