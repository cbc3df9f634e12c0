import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Core } from './core.ts';
import { readBody, sendText } from './http-body.ts';
import { tokenKind } from './methods/access.ts';
import type { StoredFile } from './model.ts';

async function uploadedBytes(request: IncomingMessage): Promise<Uint8Array> {
  const body = await readBody(request);
  const contentType = request.headers['content-type'] ?? '';
  if (!contentType.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const [part = ''] = [...form.values()];
  return typeof part === 'string' ? Buffer.from(part) : new Uint8Array(await part.arrayBuffer());
}

async function receive(core: Core, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await uploadedBytes(request);
  const token = request.url?.split('/').at(-1) ?? '';
  if (core.files.receive(token, bytes)) sendText(response, 200, `OK - ${bytes.length}`);
  else sendText(response, 400, 'unknown upload, or not the announced number of bytes');
}

function sendFile(response: ServerResponse, file: StoredFile | undefined): void {
  if (!file) {
    sendText(response, 404, 'no such file');
    return;
  }
  response.writeHead(200, {
    'content-type': file.mimetype,
    'content-length': file.bytes.length,
    // Shared on the page's own origin: never run what a vendor or a person sent.
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  });
  response.end(file.bytes);
}

function servePrivate(core: Core, request: IncomingMessage, response: ServerResponse): void {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (tokenKind(core, token) !== 'bot' || !core.workspace.scopes.has('files:read')) {
    // Slack answers with its login page, not with an error.
    response.writeHead(302, { location: '/login' }).end();
    return;
  }
  const id = /^\/files-pri\/[^/]*-(F[A-Z0-9]+)\//.exec(request.url ?? '')?.[1];
  sendFile(response, core.files.find(id ?? ''));
}

/** Serves uploads, `url_private` with the bot's token, and the page's own copies; false where it is none of them. */
export function createFileRoutes(core: Core) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const path = request.url ?? '/';
    if (path.startsWith('/upload/v1/') && request.method === 'POST') {
      await receive(core, request, response);
    } else if (path.startsWith('/files-pri/')) {
      servePrivate(core, request, response);
    } else if (path.startsWith('/sandbox/files/')) {
      sendFile(response, core.files.find(path.split('/')[3] ?? ''));
    } else {
      return false;
    }
    return true;
  };
}
