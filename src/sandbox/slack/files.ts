import { newId, newToken } from './ids.ts';
import type { StoredFile } from './model.ts';
import { SlackError } from './slack-error.ts';

interface Upload {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly bytes?: Uint8Array;
}

/** Files between their announcement, their upload and their sharing. */
export interface FileStore {
  /** Announces an upload; `token` is the last part of its address. */
  announce(name: string, length: number): { id: string; token: string };
  /** Takes the bytes; false where the address is unknown or their number is not the announced one. */
  receive(token: string, bytes: Uint8Array): boolean;
  /** Turns an uploaded file into a shareable one. */
  complete(id: string, title: string | undefined): StoredFile;
  find(id: string): StoredFile | undefined;
}

const MIME_TYPES: { readonly [extension: string]: string } = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  json: 'application/json',
  log: 'text/plain',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  zip: 'application/zip',
};

function mimeTypeOf(name: string): string {
  return MIME_TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** @param now milliseconds since 1970 */
export function createFileStore(now: () => number): FileStore {
  const uploads = new Map<string, Upload>();
  const stored = new Map<string, StoredFile>();

  return {
    announce: (name, length) => {
      const token = newToken();
      const id = newId('F');
      uploads.set(token, { id, name, length });
      return { id, token };
    },
    receive: (token, bytes) => {
      const upload = uploads.get(token);
      if (!upload || upload.length !== bytes.length) return false;
      uploads.set(token, { ...upload, bytes });
      return true;
    },
    complete: (id, title) => {
      const [token, upload] = [...uploads].find(([, known]) => known.id === id) ?? [];
      if (token === undefined || upload?.bytes === undefined) throw new SlackError('file_not_found');
      uploads.delete(token);
      const { name, bytes } = upload;
      const url = `/sandbox/files/${id}/${encodeURIComponent(name)}`;
      const size = bytes.length;
      const file = { id, name, title: title ?? name, mimetype: mimeTypeOf(name), size, url, bytes, createdAt: now() };
      stored.set(id, file);
      return file;
    },
    find: (id) => stored.get(id),
  };
}
