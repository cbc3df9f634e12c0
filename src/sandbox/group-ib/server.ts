import { createCredentials } from '../simulator/credentials.ts';
import { createListeners, type Listeners, telling } from '../simulator/listeners.ts';
import { createRandom } from '../simulator/random.ts';
import { createRateCounter } from '../simulator/rate-limit.ts';
import { header, type ServedRequest } from '../simulator/request.ts';
import { createRequestLog, type RequestLog } from '../simulator/request-log.ts';
import { createSchedule, type Schedule } from '../simulator/schedule.ts';
import { listen } from '../simulator/service.ts';
import { COLLECTIONS } from './collections.ts';
import { answerUnder, type GroupIbFault } from './faults.ts';
import { createItemBook, type ItemBook } from './item-book.ts';
import { panelOf } from './panel.ts';
import { refusal } from './refusal.ts';
import { createResultBook } from './result-book.ts';
import { keyOf, refuseAtTheDoor, route } from './routes.ts';
import type { GroupIbOptions, GroupIbSandbox } from './sandbox.ts';
import { DEFAULT_SETTINGS, type GroupIbSettings, type SettingChanges } from './settings.ts';
import type { NewItem } from './wire.ts';
import { API_BASE, type World } from './world.ts';

/** Starts a simulated Group-IB Threat Intelligence on a loopback port. Rejects where the port cannot be had. */
export async function startGroupIb(options: GroupIbOptions = {}): Promise<GroupIbSandbox> {
  const { port = 0, host = '127.0.0.1', seed = 1, items = [], faults = [], ...settings } = options;
  const listeners = createListeners();
  const service = createService({ seed, settings, changed: listeners.changed });
  const { world } = service;
  placeAll(world, items);
  for (const { when, fault } of faults) service.faults.plan(when, fault);

  const { origin, close } = await listen(
    {
      ...service,
      refuse: (request) => refuseAtTheDoor(request, world),
      answer: (request) => route(request, world),
      keyOf: (request) => keyOf(request, world),
      keptHeaders: productOf,
      answerUnder,
      failure: (message) => refusal(500, message),
    },
    { host, port },
  );
  return createSandbox(service, listeners, { portalUrl: origin, close });
}

function productOf(request: ServedRequest): { readonly [name: string]: string } {
  return { 'user-agent': header(request, 'user-agent') ?? '' };
}

interface Service {
  readonly world: World;
  readonly set: (changes: SettingChanges) => void;
  readonly log: RequestLog;
  readonly faults: Schedule<GroupIbFault>;
  readonly afterwards: Schedule<() => void>;
}

interface Start {
  readonly seed: number;
  readonly settings: SettingChanges;
  readonly changed: () => void;
}

function createService({ seed, settings, changed }: Start): Service {
  const random = createRandom(seed);
  const credentials = createCredentials();
  let current: GroupIbSettings = { ...DEFAULT_SETTINGS, ...settings };
  credentials.learn(secretsOf(current));
  const world: World = {
    settings: () => current,
    books: new Map([...COLLECTIONS].map(([name, info]) => [name, createItemBook(info, random)])),
    results: createResultBook(random),
    rate: createRateCounter(),
  };
  return {
    world,
    set(changes) {
      current = { ...current, ...changes };
      credentials.learn(secretsOf(current));
      changed();
    },
    log: createRequestLog(credentials, changed),
    faults: createSchedule(),
    afterwards: createSchedule(),
  };
}

function secretsOf({ username, apiKey }: GroupIbSettings): readonly string[] {
  return [apiKey, Buffer.from(`${username}:${apiKey}`).toString('base64')];
}

function placeAll(world: World, items: readonly NewItem[]): void {
  for (const book of world.books.values()) book.clear();
  for (const { collection, item, ...placing } of items) bookOf(world, collection).place(item, placing);
}

function bookOf(world: World, collection: string): ItemBook {
  const book = world.books.get(collection);
  if (!book) throw new Error(`there is no collection ${collection}`);
  return book;
}

function createSandbox(
  { world, set, log, faults, afterwards }: Service,
  { changed, onChange }: Listeners,
  { portalUrl, close }: Pick<GroupIbSandbox, 'portalUrl' | 'close'>,
): GroupIbSandbox {
  const sandbox: GroupIbSandbox = {
    portalUrl,
    url: `${portalUrl}${API_BASE}/`,
    settings: world.settings,
    set({ items, ...changes }) {
      if (items) placeAll(world, items);
      set(changes);
    },
    items: (collection) => (world.books.get(collection)?.ascending() ?? []).map(({ item }) => item),
    addItem: telling(changed, (collection, item = {}, placing = {}) => bookOf(world, collection).add(item, placing)),
    changeItem: telling(changed, (collection, id, { fields = {}, ...placing } = {}) => {
      return bookOf(world, collection).change(id, fields, placing);
    }),
    removeItem: telling(changed, (collection, id) => bookOf(world, collection).remove(id)),
    forgetResults: world.results.forget,
    requests: log.all,
    fault: faults.plan,
    clearFaults: faults.clear,
    afterRequest: (when, change) => afterwards.plan(when, () => change(sandbox)),
    panel: () => panelOf(world.books.values(), log.all()),
    onChange,
    close,
  };
  return sandbox;
}
