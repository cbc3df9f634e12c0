import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Reply } from './answer.ts';
import type { RequestLog } from './request-log.ts';
import type { KeyState, ServedRequest } from './request.ts';
import type { Schedule } from './schedule.ts';
import { readRequest, send } from './transport.ts';

/** A vendor's service as the part that speaks HTTP sees it. */
export interface Service<Fault extends { readonly kind: string }> {
  /** What meets each caller before its work, also under a fault; undefined lets it in. */
  readonly refuse: (request: ServedRequest) => Answer | undefined;
  /** Does what the request asks for and answers it. */
  readonly answer: (request: ServedRequest) => Answer;
  readonly keyOf: (request: ServedRequest) => KeyState;
  /** Headers to be kept in the log, if any. */
  readonly keptHeaders?: (request: ServedRequest) => { readonly [name: string]: string } | undefined;
  /** The answer under a fault; `usual` does the request's work. */
  readonly answerUnder: (fault: Exclude<Fault, Delay>, usual: () => Answer) => Answer;
  /** What is said where a planned change or a listener of the test threw. */
  readonly failure: (message: string) => Reply;
  readonly log: RequestLog;
  readonly faults: Schedule<Fault | Delay>;
  /** Changes to be made after a request's work and before its answer leaves. */
  readonly afterwards: Schedule<() => void>;
}

interface Delay {
  readonly kind: 'delay';
  readonly delayMs: number;
}

/** A service that listens. */
export interface Listening {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Aborted when the service closes. */
  readonly closing: AbortSignal;
  /** Ends all connections, also those kept silent, and frees the port. */
  readonly close: () => Promise<void>;
}

/** Puts a service on a port; 0 takes a free one. Rejects where the port cannot be had. */
export async function listen<Fault extends { readonly kind: string }>(
  service: Service<Fault>,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const closing = new AbortController();
  const server = createServer(
    (incoming, response) => void serve(incoming, response, { service, closing: closing.signal }),
  );
  // A caller that reuses a connection must not meet the moment in which it is closed for being idle.
  server.keepAliveTimeout = 65_000;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${typeof address === 'object' && address ? address.port : port}`,
    closing: closing.signal,
    async close() {
      closing.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Open<Fault extends { readonly kind: string }> {
  readonly service: Service<Fault>;
  readonly closing: AbortSignal;
}

async function serve<Fault extends { readonly kind: string }>(
  incoming: IncomingMessage,
  response: ServerResponse,
  open: Open<Fault>,
): Promise<void> {
  try {
    await handle(await readRequest(incoming), response, open);
  } catch {
    // The caller left, its body was absurd, or the service is closing: there is nobody to answer.
    response.destroy();
  }
}

async function handle<Fault extends { readonly kind: string }>(
  request: ServedRequest,
  response: ServerResponse,
  { service, closing }: Open<Fault>,
): Promise<void> {
  const query = Object.fromEntries(request.query);
  const body = request.bodyText === '' ? {} : { body: request.body ?? request.bodyText };
  const headers = service.keptHeaders?.(request);
  const key = service.keyOf(request);
  const { method, path } = request;
  const entry = service.log.open({ method, path, query, ...body, ...(headers && { headers }), key });
  response.once('close', entry.ended);

  const { answer, delayMs } = work(request, service);
  if (delayMs > 0) await wait(delayMs, undefined, { signal: closing });
  if (response.destroyed) return;
  if (answer.kind === 'reply') entry.answered(answer.status);
  await send(response, answer);
}

function work<Fault extends { readonly kind: string }>(
  request: ServedRequest,
  { refuse, answer: usualAnswer, answerUnder, failure, faults, afterwards }: Service<Fault>,
): { answer: Answer; delayMs: number } {
  const due = faults.due(request);
  const delayMs = due.reduce((sum, fault) => sum + (isDelay(fault) ? fault.delayMs : 0), 0);
  const fault = due.find((each): each is Exclude<Fault, Delay> => !isDelay(each));
  const refused = refuse(request);
  const usual = () => refused ?? usualAnswer(request);
  try {
    const answer = fault ? answerUnder(fault, usual) : usual();
    for (const change of afterwards.due(request)) change();
    return { answer, delayMs };
  } catch (error) {
    return { answer: failure(`The simulator failed: ${String(error)}`), delayMs };
  }
}

function isDelay(fault: { readonly kind: string }): fault is Delay {
  return fault.kind === 'delay';
}
