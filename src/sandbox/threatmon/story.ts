import { atPace } from '../simulator/pace.ts';
import { createDeck, createRandom, type Random } from '../simulator/random.ts';
import type { ThreatmonOptions, ThreatmonSandbox } from './sandbox.ts';
import { CUSTOMERS, SUBSCRIBED_VENDORS } from '../story/company.ts';
import { createCves, worthAnAlarm } from './story/cves.ts';
import { isOpen, nextDescription, nextSeverity, nextStatus } from './story/follow-ups.ts';
import { createIndicatorFeeds } from './story/indicators.ts';
import { createInfrastructure } from '../story/infrastructure.ts';
import { makeIrregular } from './story/irregular.ts';
import { type Kind, KINDS } from './story/kinds.ts';
import { type Cast, createCast } from './story/scene.ts';
import type { AlarmRecord } from './wire.ts';

/** What happens next at the vendor. */
export type StoryEvent =
  | { readonly kind: 'new'; readonly alarm: AlarmRecord }
  | {
      readonly kind: 'status' | 'severity' | 'text';
      readonly alarmCode: number;
      readonly fields: Pick<AlarmRecord, 'status' | 'severity' | 'description'>;
    };

/** A stream of alarms that repeats for the same seed, start and calls. */
export interface Story {
  /** Everything a simulated service needs to hold at the start: `startThreatmon({ ...story.options })`. */
  readonly options: Pick<ThreatmonOptions, 'cves' | 'subscribedVendors' | 'customers' | 'ioc' | 'taxii'> & {
    readonly alarms: readonly AlarmRecord[];
  };
  /**
   * The next event. `present` is what the service holds now, so that nothing happens to an alarm that was closed or
   * removed meanwhile; without it the story goes by its own record. `at` is the time of the event; without it some
   * seconds after the one before.
   */
  readonly next: (given?: { readonly present?: readonly AlarmRecord[]; readonly at?: Date }) => StoryEvent;
}

const FIRST_CODE = 18_620_004;
const INITIAL_ALARMS = 12;
const DAY_MS = 86_400_000;
/** Of all events; the rest changes an alarm that exists. */
const SHARE_OF_NEW = 0.55;
const SHARE_OF_IRREGULAR = 0.08;
const DECK_OF_KINDS = KINDS.flatMap((kind) => Array<Kind>(kind.weight).fill(kind));

/** Writes a story. `start` is its first moment: initial alarms lie in the day before it. */
export function createStory({ seed, start, firstCode = FIRST_CODE }: StoryOptions): Story {
  const random = createRandom(seed);
  const infrastructure = createInfrastructure(random);
  const cves = createCves(random, start);
  const feeds = createIndicatorFeeds(random, infrastructure, start);
  const writer = createWriter(
    random,
    createCast(random, infrastructure, worthAnAlarm(cves, SUBSCRIBED_VENDORS)),
    firstCode,
  );
  const initial = initialAlarms(random, writer, start);
  const own = new Map(initial.map((alarm) => [Number(alarm.alarmCode), alarm]));
  let clock = start;

  return {
    options: {
      alarms: initial,
      cves,
      subscribedVendors: SUBSCRIBED_VENDORS,
      customers: CUSTOMERS,
      ioc: { records: feeds.records },
      taxii: { collections: feeds.collections },
    },
    next({ present = [...own.values()], at = new Date(clock.getTime() + random.between(20, 200) * 1000) } = {}) {
      clock = at;
      const event = nextEvent({ random, writer, present, at });
      const code = event.kind === 'new' ? Number(event.alarm.alarmCode) : event.alarmCode;
      own.set(code, event.kind === 'new' ? event.alarm : { ...own.get(code), ...event.fields });
      return event;
    },
  };
}

export interface StoryOptions {
  readonly seed: number;
  readonly start: Date;
  /** The lowest alarm code it uses. */
  readonly firstCode?: number;
}

type AlarmWriter = (kind: Kind, at: Date) => AlarmRecord;

function createWriter(random: Random, draw: Cast, firstCode: number): AlarmWriter {
  const decks = new Map(KINDS.map((kind) => [kind, createDeck(random, kind.writers)]));
  let code = firstCode;
  return (kind, at) => {
    const write = decks.get(kind)?.() ?? random.pick(kind.writers);
    const { severity, description, extra } = write({ random, draw, at });
    const alarm = {
      alarmCode: code,
      title: kind.title,
      description,
      severity,
      status: 'Open',
      alarmDate: `${at.toISOString().slice(0, 19)}Z`,
      ...(random.chance(0.6) && { url: `https://app.threatmon.example/alarms/${code}` }),
      ...extra,
    };
    code += random.between(1, 9);
    return alarm;
  };
}

/** One of each kind and one more, about two hours apart, the oldest already worked on. */
function initialAlarms(random: Random, write: AlarmWriter, start: Date): AlarmRecord[] {
  const kinds = random.shuffled(KINDS);
  return Array.from({ length: INITIAL_ALARMS }, (_, index) => {
    const at = new Date(start.getTime() - DAY_MS + ((index + random.fraction()) * DAY_MS) / (INITIAL_ALARMS + 1));
    const alarm = write(kinds[index] ?? random.pick(KINDS), at);
    return index < 4 ? { ...alarm, status: nextStatus(alarm, random) } : alarm;
  });
}

interface Moment {
  readonly random: Random;
  readonly writer: AlarmWriter;
  readonly present: readonly AlarmRecord[];
  readonly at: Date;
}

function nextEvent({ random, writer, present, at }: Moment): StoryEvent {
  const open = present.filter((alarm) => isOpen(alarm) && Number.isInteger(Number(alarm.alarmCode ?? Number.NaN)));
  if (open.length === 0 || random.chance(SHARE_OF_NEW)) {
    const alarm = writer(random.pick(DECK_OF_KINDS), at);
    return { kind: 'new', alarm: random.chance(SHARE_OF_IRREGULAR) ? makeIrregular(alarm, random) : alarm };
  }
  const alarm = random.pick(open);
  const alarmCode = Number(alarm.alarmCode);
  const kind = random.pick(['status', 'status', 'severity', 'text'] as const);
  if (kind === 'status') return { kind, alarmCode, fields: { status: nextStatus(alarm, random) } };
  if (kind === 'severity') return { kind, alarmCode, fields: { severity: nextSeverity(alarm, random) } };
  return { kind, alarmCode, fields: { description: nextDescription(alarm, random, at) } };
}

/** How a story is told to a running service. */
export interface StoryPace {
  /** Events a minute, evenly spaced; 0 tells nothing. */
  readonly perMinute: number;
  readonly signal: AbortSignal;
  /** One that goes on above the highest code of the service unless given. */
  readonly story?: Story;
}

/** Feeds a running service by the clock. Resolves when the signal aborts. */
export async function runStory(sandbox: ThreatmonSandbox, { perMinute, signal, story }: StoryPace): Promise<void> {
  const told = story ?? createStory({ seed: 1, start: new Date(), firstCode: highestCode(sandbox) + 1 });
  await atPace(perMinute, signal, () => {
    applyEvent(sandbox, told.next({ present: sandbox.alarms(), at: new Date() }));
  });
}

/** Makes an event happen at a service. */
export function applyEvent(sandbox: ThreatmonSandbox, event: StoryEvent): void {
  if (event.kind === 'new') addNew(sandbox, event.alarm);
  else sandbox.changeAlarm(event.alarmCode, event.fields);
}

function addNew(sandbox: ThreatmonSandbox, { alarmCode, ...alarm }: AlarmRecord): void {
  const isTaken = sandbox.alarms().some((known) => Number(known.alarmCode) === Number(alarmCode));
  // Somebody may have added an alarm of his own under the code that the story was to use next.
  sandbox.addAlarm({ ...(!isTaken && { alarmCode }), status: undefined, ...alarm });
}

function highestCode(sandbox: ThreatmonSandbox): number {
  return Math.max(FIRST_CODE, ...sandbox.alarms().map(({ alarmCode }) => Number(alarmCode) || 0));
}
