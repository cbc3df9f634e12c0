import { createCredentials } from '../simulator/credentials.ts';
import { createListeners, telling } from '../simulator/listeners.ts';
import { createRateCounter } from '../simulator/rate-limit.ts';
import { header } from '../simulator/request.ts';
import { createRequestLog, type RequestLog } from '../simulator/request-log.ts';
import { createSchedule, type Schedule } from '../simulator/schedule.ts';
import { listen } from '../simulator/service.ts';
import { type Deed, logActivity } from './activity.ts';
import { createAlertBook } from './alert-book.ts';
import { answer } from './analyst.ts';
import { text } from './answer.ts';
import { answerUnder, type Fault } from './faults.ts';
import { createHoldings, replaceHoldings } from './holdings.ts';
import { createIds } from './ids.ts';
import { panelOf } from './panel.ts';
import { keyOf, refuseAtTheDoor, route } from './routes.ts';
import type { Rapid7Options, Rapid7Sandbox, RunningChanges } from './sandbox.ts';
import { changeSettings, DEFAULT_SETTINGS, type Rapid7Settings } from './settings.ts';
import { settleTakedown } from './takedown.ts';
import type { AlertFields } from './wire.ts';
import type { World } from './world.ts';

/** Starts a simulated Rapid7 Threat Command on a loopback port. Rejects where the port cannot be had. */
export async function startRapid7(options: Rapid7Options = {}): Promise<Rapid7Sandbox> {
  const { port = 0, host = '127.0.0.1', seed = 1, now = () => new Date(), faults = [], ...changes } = options;
  const { changed, onChange } = createListeners();
  const service = createService({ seed, now, changed });
  const { world } = service;
  service.set(changes);
  for (const { when, fault } of faults) service.faults.plan(when, fault);

  const listening = await listen(
    {
      ...service,
      refuse: (request) => refuseAtTheDoor(request, world),
      answer: (request) => route(request, world),
      keyOf: (request) => keyOf(request, world),
      keptHeaders(request) {
        const account = header(request, 'account-id');
        return account === undefined ? undefined : { 'account-id': account };
      },
      answerUnder,
      failure: (message) => text(500, message),
    },
    { host, port },
  );
  return createSandbox(service, {
    url: listening.origin,
    onChange,
    async close() {
      service.timers.stop();
      await listening.close();
    },
  });
}

interface Service {
  readonly world: World;
  readonly set: (changes: RunningChanges) => void;
  readonly log: RequestLog;
  readonly faults: Schedule<Fault>;
  readonly afterwards: Schedule<() => void>;
  readonly timers: Timers;
}

interface Start {
  readonly seed: number;
  readonly now: () => Date;
  readonly changed: () => void;
}

function createService({ seed, now, changed }: Start): Service {
  const credentials = createCredentials();
  const timers = createTimers();
  const newId = createIds(seed);
  let current = DEFAULT_SETTINGS;
  const world: World = {
    settings: () => current,
    set(changes) {
      current = changeSettings(current, changes);
      credentials.learn(secretsOf(current));
      changed();
    },
    alerts: createAlertBook({ newId, now }),
    holdings: createHoldings(),
    enrichments: new Map(),
    rate: createRateCounter(),
    newId,
    now,
    later: timers.later,
    changed,
  };
  const set = ({ alerts, ...changes }: RunningChanges) => {
    if (alerts) world.alerts.replace(alerts);
    world.set(replaceHoldings(world.holdings, changes));
  };
  const log = createRequestLog(credentials, changed);
  return { world, set, log, faults: createSchedule(), afterwards: createSchedule(), timers };
}

/** The key, also as it travels in a header. */
function secretsOf({ accountId, apiKey }: Rapid7Settings): readonly string[] {
  return [apiKey, Buffer.from(`${accountId}:${apiKey}`).toString('base64')];
}

interface Timers {
  readonly later: World['later'];
  readonly stop: () => void;
}

/** Timers that can all be stopped at once. */
function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();
  return {
    later(afterMs, act) {
      const timer = setTimeout(() => {
        running.delete(timer);
        act();
      }, afterMs);
      running.add(timer);
    },
    stop() {
      for (const timer of running) clearTimeout(timer);
    },
  };
}

function createSandbox(
  { world, set, log, faults, afterwards }: Service,
  lifetime: Pick<Rapid7Sandbox, 'url' | 'onChange' | 'close'>,
): Rapid7Sandbox {
  const { holdings } = world;
  const sandbox: Rapid7Sandbox = {
    ...lifetime,
    settings: world.settings,
    set,
    alerts: world.alerts.all,
    addAlert: telling(world.changed, (seed = {}) => world.alerts.add(seed)),
    changeAlert: telling(world.changed, (id: string, fields: AlertFields, deed?: Deed) => {
      const changed = world.alerts.change(id, fields);
      if (deed) logActivity(world, id, deed);
      return changed;
    }),
    removeAlert: telling(world.changed, world.alerts.remove),
    dossier: world.alerts.dossier,
    sayAsAnalyst: (id, message) => answer(world, id, message),
    settleTakedown: (id, status) => settleTakedown(world, id, status),
    holdings: {
      assets: holdings.assets.all,
      cves: holdings.cves.all,
      supportedCves: holdings.supportedCves.all,
      cyberTerms: holdings.cyberTerms.all,
      iocs: holdings.iocs.all,
      sources: holdings.sources.all,
      mentions: holdings.mentions.all,
    },
    requests: log.all,
    fault: faults.plan,
    clearFaults: faults.clear,
    afterRequest: (when, change) => afterwards.plan(when, () => change(sandbox)),
    panel: () => panelOf(world.alerts.all(), log.all()),
  };
  return sandbox;
}
