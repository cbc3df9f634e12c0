import { flagArg, requiredArg } from '../args.ts';
import type { Core } from '../core.ts';
import type { JsonObject } from '../json.ts';
import type { UserGroup } from '../model.ts';
import { pageOf } from '../paging.ts';
import { SlackError } from '../slack-error.ts';
import { wireUser } from '../wire.ts';
import type { Methods } from './method.ts';

function info({ workspace }: Core, args: JsonObject): JsonObject {
  const user = workspace.users.get(requiredArg(args, 'user'));
  if (!user) throw new SlackError('user_not_found');
  return { user: wireUser(workspace, user) };
}

function list({ workspace }: Core, args: JsonObject): JsonObject {
  const { page, cursor } = pageOf([...workspace.users.values()], args, { fallback: 1000, max: 1000 });
  return { members: page.map((user) => wireUser(workspace, user)), response_metadata: { next_cursor: cursor } };
}

function lookupByEmail({ workspace }: Core, args: JsonObject): JsonObject {
  const email = requiredArg(args, 'email').toLowerCase();
  const user = [...workspace.users.values()].find((known) => known.email.toLowerCase() === email && !known.deleted);
  if (!user) throw new SlackError('users_not_found');
  return { user: wireUser(workspace, user) };
}

function wireGroup({ workspace }: Core, group: UserGroup, withUsers: boolean): JsonObject {
  const { id, handle, name, users } = group;
  return {
    id,
    team_id: workspace.teamId,
    is_usergroup: true,
    is_subteam: true,
    name,
    handle,
    description: '',
    is_external: false,
    date_create: 0,
    date_update: 0,
    date_delete: 0,
    user_count: users.length,
    ...(withUsers ? { users } : {}),
  };
}

function groups(core: Core, args: JsonObject): JsonObject {
  const withUsers = flagArg(args, 'include_users') === true;
  return { usergroups: core.workspace.groups.map((group) => wireGroup(core, group, withUsers)) };
}

function groupUsers({ workspace }: Core, args: JsonObject): JsonObject {
  const id = requiredArg(args, 'usergroup');
  const group = workspace.groups.find((known) => known.id === id);
  if (!group) throw new SlackError('no_such_subteam');
  return { users: group.users };
}

/** users.* and usergroups.*. */
export const peopleMethods: Methods = {
  'users.info': info,
  'users.list': list,
  'users.lookupByEmail': lookupByEmail,
  'usergroups.list': groups,
  'usergroups.users.list': groupUsers,
};
