import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { createAlarmBook } from './alarm-book.ts';
import { type Answer, refusal } from './answer.ts';
import { createCredentials } from './credentials.ts';
import { answerUnder, type Fault } from './faults.ts';
import { panelOf } from './panel.ts';
import { createRateCounter } from './rate-limit.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import { ALARM_BASE, keyOf, refuseAtTheDoor, route, TAXII_BASE } from './routes.ts';
import type { RunningChanges, ThreatmonOptions, ThreatmonSandbox } from './sandbox.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import { changeSettings, DEFAULT_SETTINGS, type SettingChanges } from './settings.ts';
import { readRequest, send } from './transport.ts';
import type { ServedRequest, World } from './world.ts';

interface Service {
  readonly world: World;
  readonly log: RequestLog;
  readonly faults: Schedule<Fault>;
  readonly afterwards: Schedule<() => void>;
  /** Aborted when the service closes. */
  readonly closing: AbortSignal;
}

/** Starts a simulated ThreatMon on a loopback port. Rejects where the port cannot be had. */
export async function startThreatmon(options: ThreatmonOptions = {}): Promise<ThreatmonSandbox> {
  const { port = 0, host = '127.0.0.1', seed = 1, alarms = [], faults = [], ...settings } = options;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const closing = new AbortController();
  const service = createService({ seed, settings, changed, closing: closing.signal });
  service.world.alarms.replace(alarms);
  for (const { when, fault } of faults) service.faults.plan(when, fault);

  const server = createServer((incoming, response) => void serve(incoming, response, service));
  // A caller that reuses a connection must not meet the moment in which it is closed for being idle.
  server.keepAliveTimeout = 65_000;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  const bareUrl = `http://${host.includes(':') ? `[${host}]` : host}:${typeof address === 'object' && address ? address.port : port}`;

  return createSandbox(service, {
    bareUrl,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

interface Start {
  readonly seed: number;
  readonly settings: SettingChanges;
  readonly changed: () => void;
  readonly closing: AbortSignal;
}

function createService({ seed, settings, changed, closing }: Start): Service {
  const credentials = createCredentials();
  let current = changeSettings(DEFAULT_SETTINGS, settings);
  credentials.learn(current);
  const world: World = {
    settings: () => current,
    set(changes) {
      current = changeSettings(current, changes);
      credentials.learn(current);
      changed();
    },
    alarms: createAlarmBook(seed),
    takedowns: [],
    removals: [],
    rate: createRateCounter(),
    changed,
  };
  const log = createRequestLog(credentials, changed);
  return { world, log, faults: createSchedule(), afterwards: createSchedule(), closing };
}

function createSandbox(
  { world, log, faults, afterwards }: Service,
  { bareUrl, ...lifetime }: Pick<ThreatmonSandbox, 'bareUrl' | 'onChange' | 'close'>,
): ThreatmonSandbox {
  const changing = <Given extends readonly unknown[], T>(change: (...given: Given) => T) => {
    return (...given: Given): T => {
      const result = change(...given);
      world.changed();
      return result;
    };
  };
  const sandbox: ThreatmonSandbox = {
    ...lifetime,
    bareUrl,
    url: bareUrl + ALARM_BASE,
    iocUrl: bareUrl,
    taxiiUrl: bareUrl + TAXII_BASE,
    settings: world.settings,
    set({ alarms, ...settings }: RunningChanges) {
      if (alarms) world.alarms.replace(alarms);
      world.set(settings);
    },
    alarms: world.alarms.all,
    addAlarm: changing((fields = {}) => world.alarms.add(fields)),
    changeAlarm: changing(world.alarms.change),
    removeAlarm: changing(world.alarms.remove),
    requests: log.all,
    takedowns: () => [...world.takedowns],
    removals: () => [...world.removals],
    fault: faults.plan,
    clearFaults: faults.clear,
    afterRequest: (when, change) => afterwards.plan(when, () => change(sandbox)),
    panel: () => panelOf(world.alarms.all(), log.all()),
  };
  return sandbox;
}

async function serve(incoming: IncomingMessage, response: ServerResponse, service: Service): Promise<void> {
  try {
    await handle(await readRequest(incoming), response, service);
  } catch {
    // The caller left, its body was absurd, or the service is closing: there is nobody to answer.
    response.destroy();
  }
}

async function handle(request: ServedRequest, response: ServerResponse, service: Service): Promise<void> {
  const { world, log, closing } = service;
  const query = Object.fromEntries(request.query);
  const body = request.bodyText === '' ? {} : { body: request.body ?? request.bodyText };
  const entry = log.open({ method: request.method, path: request.path, query, ...body, key: keyOf(request, world) });
  response.once('close', entry.ended);

  const { answer, delayMs } = work(request, service);
  if (delayMs > 0) await wait(delayMs, undefined, { signal: closing });
  if (response.destroyed) return;
  if (answer.kind === 'reply') entry.answered(answer.status);
  await send(response, answer);
}

function work(request: ServedRequest, { world, faults, afterwards }: Service): { answer: Answer; delayMs: number } {
  const refused = refuseAtTheDoor(request, world);
  const usual = () => refused ?? route(request, world);
  const due = faults.due(request);
  const delayMs = due.reduce((sum, fault) => sum + (fault.kind === 'delay' ? fault.delayMs : 0), 0);
  const fault = due.find(({ kind }) => kind !== 'delay');
  try {
    const answer = fault ? answerUnder(fault, usual) : usual();
    for (const change of afterwards.due(request)) change();
    return { answer, delayMs };
  } catch (error) {
    // A planned change or a listener of the test threw: whoever reads the answer should learn of it.
    return { answer: refusal(500, `The simulator failed: ${String(error)}`), delayMs };
  }
}
