import { requiredArg, textArg } from '../args.ts';
import { acceptView } from '../content.ts';
import type { Core } from '../core.ts';
import { stateValues } from '../element-state.ts';
import type { JsonObject } from '../json.ts';
import type { View } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import { hasRoom } from '../views.ts';
import { wireView } from '../wire.ts';
import type { Methods } from './method.ts';

function answer(core: Core, view: View): JsonObject {
  return { view: wireView(core, view, stateValues(view.content.blocks, view.state)) };
}

function refuseTakenExternalId({ views }: Core, content: View['content'], self?: View): void {
  const externalId = content['external_id'];
  if (typeof externalId !== 'string' || externalId === '') return;
  const holder = views.findByExternalId(externalId);
  if (holder && holder.id !== self?.id) throw new SlackError('duplicate_external_id');
}

function refuseStaleHash(view: View | undefined, args: JsonObject): void {
  const hash = textArg(args, 'hash');
  if (view && hash !== undefined && hash !== view.hash) throw new SlackError('hash_conflict');
}

function open(core: Core, args: JsonObject): JsonObject {
  const { userId } = core.triggers.redeem(requiredArg(args, 'trigger_id'));
  const content = acceptView(args['view'], 'modal');
  refuseTakenExternalId(core, content);
  return answer(core, core.views.open(userId, content));
}

function push(core: Core, args: JsonObject): JsonObject {
  const { userId, viewId } = core.triggers.redeem(requiredArg(args, 'trigger_id'));
  const isOpen = core.views.stack(userId).some(({ id }) => id === viewId);
  if (!isOpen) throw new SlackError('invalid_trigger_id');
  if (!hasRoom(core.views, userId)) throw new SlackError('push_limit_reached');
  const content = acceptView(args['view'], 'modal');
  refuseTakenExternalId(core, content);
  return answer(core, core.views.push(userId, content));
}

function update(core: Core, args: JsonObject): JsonObject {
  const viewId = textArg(args, 'view_id');
  const externalId = textArg(args, 'external_id');
  if (viewId === undefined && externalId === undefined) requiredArg(args, 'view_id');
  const view = viewId === undefined ? core.views.findByExternalId(externalId ?? '') : core.views.find(viewId);
  if (!view) throw new SlackError('not_found');
  refuseStaleHash(view, args);
  const content = acceptView(args['view'], view.content.type === 'home' ? 'home' : 'modal');
  refuseTakenExternalId(core, content, view);
  return answer(core, core.views.update(view, content));
}

function publish(core: Core, args: JsonObject): JsonObject {
  const user = core.workspace.users.get(requiredArg(args, 'user_id'));
  if (!user) throw new SlackError('user_not_found');
  const known = core.views.home(user.id);
  refuseStaleHash(known, args);
  const content = acceptView(args['view'], 'home');
  refuseTakenExternalId(core, content, known);
  return answer(core, core.views.publish(user.id, content));
}

/** views.*: modals and home tabs. */
export const viewMethods: Methods = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
