import type { Core } from '../core.ts';
import { SlackError } from '../slack-error.ts';
import { requireScope } from './method.ts';

/** Which token a request carried. */
export type TokenKind = 'bot' | 'app' | 'wrong' | 'none';

const NEEDS_NO_TOKEN = new Set(['api.test', 'blocks.validate']);
const NEEDS_APP_TOKEN = new Set(['apps.connections.open']);

/** The scope that a method always takes; those that depend on the channel are asked for by the method itself. */
const SCOPES: { readonly [method: string]: string } = {
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'conversations.join': 'channels:join',
  'conversations.open': 'im:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'files.info': 'files:read',
  'reactions.add': 'reactions:write',
  'reactions.remove': 'reactions:write',
  'team.info': 'team:read',
  'usergroups.list': 'usergroups:read',
  'usergroups.users.list': 'usergroups:read',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.lookupByEmail': 'users:read.email',
};

/** Throws unless a token of this kind, with the scopes granted, may call a method. */
export function assertMayCall(core: Core, method: string, token: TokenKind): void {
  if (NEEDS_NO_TOKEN.has(method)) return;
  if (token === 'none') throw new SlackError('not_authed');
  if (token === 'wrong') throw new SlackError('invalid_auth');
  if (token !== (NEEDS_APP_TOKEN.has(method) ? 'app' : 'bot')) throw new SlackError('not_allowed_token_type');
  const scope = SCOPES[method];
  if (scope !== undefined) requireScope(core, scope);
}

/** Which kind of token a text is. */
export function tokenKind({ workspace }: Core, token: string | undefined): TokenKind {
  if (token === undefined || token === '') return 'none';
  if (token === workspace.options.botToken) return 'bot';
  return token === workspace.options.appToken ? 'app' : 'wrong';
}
