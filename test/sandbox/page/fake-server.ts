import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildPage, servePage } from '../../../src/sandbox/page-build.ts';
import type { PageAction, PageEvent } from '../../../src/sandbox/slack/page-api.ts';
import { initialState, vendorPanels } from './workspace.ts';

/** How the fake answers an action: a refusal, or nothing. */
export type Reaction = (
  action: PageAction,
) => Promise<{ readonly error?: string } | void> | { readonly error?: string } | void;

/** A stand-in for the sandbox's server that says what a test tells it to. */
export interface FakeServer {
  readonly url: string;
  /** What the page sent, in order. */
  readonly actions: readonly PageAction[];
  /** Addresses asked for that nothing answers. */
  readonly unknown: readonly string[];
  emit(event: PageEvent): void;
  /** What to do on the next actions. */
  react(reaction: Reaction): void;
  setVendorStatus(status: string): void;
  /** Cuts all streams; the next ones begin with a state again. */
  cut(): void;
  reset(): void;
  close(): Promise<void>;
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Builds the page and serves it with the fake of its API on a free port. */
export async function startFakeServer(): Promise<FakeServer> {
  const page = servePage(await buildPage());
  const streams = new Set<ServerResponse>();
  const actions: PageAction[] = [];
  const unknown: string[] = [];
  let state = initialState();
  let reaction = accept;
  let vendorStatus = 'Open';

  const answerAction = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const action = JSON.parse(await text(request)) as PageAction;
    actions.push(action);
    const refusal = await reaction(action);
    json(response, refusal?.error === undefined ? { ok: true } : { ok: false, error: refusal.error });
  };
  const openStream = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    streams.add(response);
    response.on('close', () => streams.delete(response));
    write(response, { type: 'state', state });
  };
  const server = createServer((request, response) => {
    if (page(request, response)) return;
    if (request.url === '/sandbox/events') openStream(response);
    else if (request.url === '/sandbox/actions') void answerAction(request, response);
    else if (request.url === '/sandbox/vendors') json(response, vendorPanels(vendorStatus));
    else if (request.url === '/files/screenshot.png')
      response.writeHead(200, { 'content-type': 'image/png' }).end(pixel);
    else {
      unknown.push(request.url ?? '');
      response.writeHead(404).end();
    }
  });
  const cut = (): void => {
    for (const stream of streams) stream.end();
  };
  return {
    url: await listening(server),
    actions,
    unknown,
    emit: (event) => {
      if (event.type === 'state') state = event.state;
      for (const stream of streams) write(stream, event);
    },
    react: (next) => {
      reaction = next;
    },
    setVendorStatus: (status) => {
      vendorStatus = status;
    },
    cut,
    reset: () => {
      actions.length = 0;
      unknown.length = 0;
      state = initialState();
      reaction = accept;
      vendorStatus = 'Open';
    },
    close: async () => {
      cut();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const accept: Reaction = () => undefined;

function write(stream: ServerResponse, event: PageEvent): void {
  stream.write(`data: ${JSON.stringify(event)}\n\n`);
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
