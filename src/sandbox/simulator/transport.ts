import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer, ReplyBody } from './answer.ts';
import type { ServedRequest } from './request.ts';

const MOST_BODY_BYTES = 20_000_000;
const CHUNK_BYTES = 65_536;

/** Reads a request to its end. Throws where its body is beyond any size the service could be sent. */
export async function readRequest(incoming: IncomingMessage): Promise<ServedRequest> {
  const url = new URL(incoming.url ?? '/', 'http://sandbox.invalid');
  const bodyText = await readBody(incoming);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    address: incoming.socket.remoteAddress ?? '',
    bodyText,
    body: parsed(bodyText),
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MOST_BODY_BYTES) throw new Error('the body of the request is too large');
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Carries an answer out; ends when the last byte is handed over, at once where there is nothing to say. */
export async function send(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer.kind === 'silence') return;
  if (answer.kind === 'close') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, answer.headers);
  if (answer.body && 'hugeBytes' in answer.body) {
    await pipeline(Readable.from(hugeJson(answer.body)), response);
    return;
  }
  response.end(answer.body && contentOf(answer.body));
}

type HugeBody = Extract<ReplyBody, { hugeBytes: number }>;

function contentOf(body: Exclude<ReplyBody, HugeBody>): string | Uint8Array {
  if ('bytes' in body) return body.bytes;
  return 'text' in body ? body.text : JSON.stringify(body.json);
}

function* hugeJson({ hugeBytes, list }: HugeBody): Generator<Buffer> {
  const head = Buffer.from(`{${JSON.stringify(list)}:[],"padding":"`);
  const tail = Buffer.from('"}');
  yield head;
  for (let left = hugeBytes - head.length - tail.length; left > 0; left -= CHUNK_BYTES) {
    yield Buffer.alloc(Math.min(left, CHUNK_BYTES), 'x');
  }
  yield tail;
}
