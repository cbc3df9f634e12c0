import type { webApi } from '@slack/bolt';
import type { CommandFile } from '../domain/command.ts';
import { clean } from './render/escape.ts';
import { previewText } from './render/preview.ts';

/** Puts a file into a channel or, with `threadTs`, into a thread there. Throws what the client throws. */
export async function uploadFile(
  web: webApi.WebClient,
  { channelId, threadTs }: { readonly channelId: string; readonly threadTs?: string | undefined },
  { name, bytes, preview }: CommandFile,
): Promise<void> {
  const safeName = fileName(name);
  const comment = preview === undefined ? {} : { initial_comment: previewText(preview) };
  const content = { file: Buffer.from(bytes), filename: safeName, title: safeName, ...comment };
  if (threadTs === undefined) await web.filesUploadV2({ channel_id: channelId, ...content });
  else await web.filesUploadV2({ channel_id: channelId, thread_ts: threadTs, ...content });
}

/** The name that a file is uploaded under. */
export function fileName(name: string): string {
  const safe = clean(name)
    .replace(/[/\\\n]/g, '_')
    .slice(0, 200);
  return safe === '' ? 'file' : safe;
}
