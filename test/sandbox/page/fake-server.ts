import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildPage, servePage } from '../../../src/sandbox/page-build.ts';
import type { PageAction, PageEvent } from '../../../src/sandbox/slack/page-api.ts';
import { initialState, vendorPanels } from './workspace.ts';

/** How the fake answers an action: a refusal, or nothing. */
type Reaction = (
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
  /** Ends all streams; the next ones begin with a state again. */
  cut(): void;
  reset(): void;
  close(): Promise<void>;
}

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

interface World {
  readonly streams: Set<ServerResponse>;
  readonly actions: PageAction[];
  readonly unknown: string[];
  reaction: Reaction;
  vendorStatus: string;
}

/** Builds the page and serves it with the fake of its API on a free port. */
export async function startFakeServer(): Promise<FakeServer> {
  const world: World = { streams: new Set(), actions: [], unknown: [], reaction: accept, vendorStatus: 'Open' };
  const server = createServer(handlerOf(world, servePage(await buildPage())));
  const cut = (): void => {
    for (const stream of world.streams) stream.end();
  };
  return {
    url: await listening(server),
    actions: world.actions,
    unknown: world.unknown,
    emit: (event) => {
      for (const stream of world.streams) write(stream, event);
    },
    react: (next) => {
      world.reaction = next;
    },
    setVendorStatus: (status) => {
      world.vendorStatus = status;
    },
    cut,
    reset: () => {
      world.actions.length = 0;
      world.unknown.length = 0;
      Object.assign(world, { reaction: accept, vendorStatus: 'Open' });
    },
    close: async () => {
      cut();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function handlerOf(world: World, page: ReturnType<typeof servePage>): RequestListener {
  return (request, response) => {
    if (page(request, response)) return;
    switch (request.url ?? '') {
      case '/sandbox/events':
        openStream(world, response);
        return;
      case '/sandbox/actions':
        void answerAction(world, request, response);
        return;
      case '/sandbox/vendors':
        json(response, vendorPanels(world.vendorStatus));
        return;
      case '/files/screenshot.png':
        response.writeHead(200, { 'content-type': 'image/png' }).end(pixel);
        return;
      default:
        world.unknown.push(request.url ?? '');
        response.writeHead(404).end();
    }
  };
}

function openStream({ streams }: World, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  // The browser then comes back soon after a cut.
  response.write('retry: 100\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
  write(response, { type: 'state', state: initialState() });
}

async function answerAction(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const action = JSON.parse(await text(request)) as PageAction;
  world.actions.push(action);
  const refusal = await world.reaction(action);
  json(response, refusal?.error === undefined ? { ok: true } : { ok: false, error: refusal.error });
}

function accept(): undefined {
  return undefined;
}

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
