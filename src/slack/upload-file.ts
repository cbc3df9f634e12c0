import type { webApi } from '@slack/bolt';
import type { CommandFile } from '../domain/command.ts';
import { DeliveryError } from '../domain/errors.ts';
import { clean } from './render/escape.ts';
import { previewText } from './render/preview.ts';

export interface UploadDeps {
  readonly web: webApi.WebClient;
  readonly fetch: webApi.FetchFunction;
}

/** A file that Slack has and that nobody sees yet. */
export interface UploadedFile {
  readonly files: [{ readonly id: string; readonly title: string }];
  readonly initial_comment?: string;
}

interface FilePlace {
  readonly channelId: string;
  readonly threadTs?: string | undefined;
}

/** Brings a file's bytes to Slack. Throws what the client and `fetch` throw, and `DeliveryError`. */
export async function uploadBytes({ web, fetch }: UploadDeps, file: CommandFile): Promise<UploadedFile> {
  const { bytes, preview } = file;
  const name = fileName(file.name);
  const { upload_url: url, file_id: id } = await web.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
  });
  if (url === undefined || id === undefined) throw new DeliveryError('wait', 'no_upload_url');
  const body = new FormData();
  body.append('file', new Blob([Uint8Array.from(bytes)]), name);
  const { status } = await fetch(url, { method: 'POST', body, redirect: 'error' });
  if (status !== 200) throw new DeliveryError('wait', `upload_http_${status}`);
  return { files: [{ id, title: name }], ...(preview !== undefined && { initial_comment: previewText(preview) }) };
}

/** Shows an uploaded file in a channel or, with `threadTs`, in a thread there. Throws what the client throws. */
export async function shareFile(
  web: webApi.WebClient,
  { channelId, threadTs }: FilePlace,
  uploaded: UploadedFile,
): Promise<void> {
  const options = { ...uploaded, channel_id: channelId };
  await web.files.completeUploadExternal(threadTs === undefined ? options : { ...options, thread_ts: threadTs });
}

/** Puts a file into a channel or thread. Errors as above. */
export async function uploadFile(deps: UploadDeps, place: FilePlace, file: CommandFile): Promise<void> {
  await shareFile(deps.web, place, await uploadBytes(deps, file));
}

/** The name that a file is uploaded under. */
export function fileName(name: string): string {
  const safe = clean(name)
    .replace(/[/\\\n]/g, '_')
    .slice(0, 200);
  return safe === '' ? 'file' : safe;
}
