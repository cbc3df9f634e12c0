import { requiredArg, textArg } from '../args.ts';
import { keptContent, refuseMessage } from '../content.ts';
import type { Core } from '../core.ts';
import { type JsonObject, objectsOf } from '../json.ts';
import type { Channel, StoredFile } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import { wireFile } from '../wire.ts';
import { type Methods, channelById } from './method.ts';
import { assertCanPost, threadOf } from './posting.ts';

function getUploadUrl(core: Core, args: JsonObject): JsonObject {
  const name = requiredArg(args, 'filename');
  const length = Number(requiredArg(args, 'length'));
  if (!Number.isInteger(length) || length < 1) throw new SlackError('invalid_arguments');
  const { id, token } = core.files.announce(name, length);
  return { upload_url: `${core.origin()}/upload/v1/${token}`, file_id: id };
}

function targetsOf(core: Core, args: JsonObject): Channel[] {
  const ids = [textArg(args, 'channel_id'), ...(textArg(args, 'channels') ?? '').split(',')];
  const targets = ids.flatMap((id) => (id === undefined || id === '' ? [] : channelById(core, id)));
  for (const channel of targets) assertCanPost(core, channel);
  return targets;
}

function share(core: Core, channel: Channel, { files, args }: { files: StoredFile[]; args: JsonObject }): void {
  const threadTs = threadOf(core, channel, args);
  core.messages.post({
    channelId: channel.id,
    userId: core.workspace.bot.id,
    text: textArg(args, 'initial_comment') ?? '',
    blocks: keptContent({ blocks: args['blocks'] }).blocks,
    files,
    ...(threadTs === undefined ? {} : { threadTs }),
  });
}

function completeUpload(core: Core, args: JsonObject): JsonObject {
  const given = objectsOf(args['files']);
  if (given.length === 0) requiredArg(args, 'files');
  const blocks = args['blocks'];
  if (blocks !== undefined) refuseMessage({ blocks });
  const targets = targetsOf(core, args);
  for (const channel of targets) threadOf(core, channel, args);
  const files = given.map((file) => core.files.complete(requiredArg(file, 'id'), textArg(file, 'title')));
  // Slack answers before it shares: the message is not there yet when the caller goes on.
  setImmediate(() => {
    for (const channel of targets) share(core, channel, { files, args });
  });
  return { files: files.map((file) => wireFile(core, file)) };
}

function info(core: Core, args: JsonObject): JsonObject {
  const file = core.files.find(requiredArg(args, 'file'));
  if (!file) throw new SlackError('file_not_found');
  return { file: { ...wireFile(core, file), shares: sharesOf(core, file) }, comments: [] };
}

function sharesOf({ workspace, messages }: Core, file: StoredFile): JsonObject {
  const shares: { [kind: string]: { [channelId: string]: { ts: string; thread_ts?: string }[] } } = {};
  for (const channel of workspace.channels.values()) {
    const carriers = messages.inChannel(channel.id).filter(({ files }) => files.some(({ id }) => id === file.id));
    if (carriers.length === 0) continue;
    const kind = channel.kind === 'public' ? 'public' : 'private';
    const places = carriers.map(({ ts, threadTs }) => ({
      ts,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    }));
    shares[kind] = { ...shares[kind], [channel.id]: places };
  }
  return shares;
}

/** files.*: the three steps of an upload, and what became of it. */
export const fileMethods: Methods = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
  'files.info': info,
};
