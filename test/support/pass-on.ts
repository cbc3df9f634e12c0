import type { IncomingMessage } from 'node:http';

/** Of one connection only, or told anew by who sends it on. */
const own: ReadonlySet<string> = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/** Sends a request that came in on to another server, as a proxy would. Rejects where nothing listens there. */
export async function passOn(
  { method = 'POST', headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  body: Buffer,
  to: URL,
): Promise<Response> {
  const passed = Object.entries(headers).flatMap(([name, value]): readonly [string, string][] =>
    own.has(name) || value === undefined ? [] : [[name, String(value)]],
  );
  return fetch(to, { method, headers: passed, body });
}
