import { createCredentials } from '../simulator/credentials.ts';
import { createListeners, telling } from '../simulator/listeners.ts';
import { createRateCounter } from '../simulator/rate-limit.ts';
import { createRequestLog, type RequestLog } from '../simulator/request-log.ts';
import { createSchedule, type Schedule } from '../simulator/schedule.ts';
import { listen } from '../simulator/service.ts';
import { createAlarmBook } from './alarm-book.ts';
import { refusal } from './answer.ts';
import { answerUnder, type Fault } from './faults.ts';
import { panelOf } from './panel.ts';
import { ALARM_BASE, keyOf, refuseAtTheDoor, route, TAXII_BASE } from './routes.ts';
import type { RunningChanges, ThreatmonOptions, ThreatmonSandbox } from './sandbox.ts';
import { changeSettings, DEFAULT_SETTINGS, type SettingChanges, type ThreatmonSettings } from './settings.ts';
import type { World } from './world.ts';

/** Starts a simulated ThreatMon on a loopback port. Rejects where the port cannot be had. */
export async function startThreatmon(options: ThreatmonOptions = {}): Promise<ThreatmonSandbox> {
  const { port = 0, host = '127.0.0.1', seed = 1, alarms = [], faults = [], ...settings } = options;
  const { changed, onChange } = createListeners();
  const service = createService({ seed, settings, changed });
  const { world } = service;
  world.alarms.replace(alarms);
  for (const { when, fault } of faults) service.faults.plan(when, fault);

  const { origin, close } = await listen(
    {
      ...service,
      refuse: (request) => refuseAtTheDoor(request, world),
      answer: (request) => route(request, world),
      keyOf: (request) => keyOf(request, world),
      answerUnder,
      failure: (message) => refusal(500, message),
    },
    { host, port },
  );
  return createSandbox(service, { bareUrl: origin, onChange, close });
}

interface Service {
  readonly world: World;
  readonly log: RequestLog;
  readonly faults: Schedule<Fault>;
  readonly afterwards: Schedule<() => void>;
}

interface Start {
  readonly seed: number;
  readonly settings: SettingChanges;
  readonly changed: () => void;
}

function createService({ seed, settings, changed }: Start): Service {
  const credentials = createCredentials();
  let current = changeSettings(DEFAULT_SETTINGS, settings);
  credentials.learn(secretsOf(current));
  const world: World = {
    settings: () => current,
    set(changes) {
      current = changeSettings(current, changes);
      credentials.learn(secretsOf(current));
      changed();
    },
    alarms: createAlarmBook(seed),
    takedowns: [],
    removals: [],
    statusChanges: [],
    rate: createRateCounter(),
    changed,
  };
  const log = createRequestLog(credentials, changed);
  return { world, log, faults: createSchedule(), afterwards: createSchedule() };
}

function secretsOf({ apiKey, ioc, taxii }: ThreatmonSettings): readonly string[] {
  return [apiKey, ioc.token, taxii.password];
}

function createSandbox(
  { world, log, faults, afterwards }: Service,
  { bareUrl, ...lifetime }: Pick<ThreatmonSandbox, 'bareUrl' | 'onChange' | 'close'>,
): ThreatmonSandbox {
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
    addAlarm: telling(world.changed, (fields = {}) => world.alarms.add(fields)),
    changeAlarm: telling(world.changed, world.alarms.change),
    removeAlarm: telling(world.changed, world.alarms.remove),
    requests: log.all,
    takedowns: () => [...world.takedowns],
    removals: () => [...world.removals],
    statusChanges: () => [...world.statusChanges],
    fault: faults.plan,
    clearFaults: faults.clear,
    afterRequest: (when, change) => afterwards.plan(when, () => change(sandbox)),
    panel: () => panelOf(world.alarms.all(), log.all()),
  };
  return sandbox;
}
