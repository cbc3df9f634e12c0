import { atPace } from '../simulator/pace.ts';
import { createDeck, createRandom, type Random } from '../simulator/random.ts';
import { createInfrastructure } from '../story/infrastructure.ts';
import type { GroupIbOptions, GroupIbSandbox } from './sandbox.ts';
import { followUp } from './story/follow-ups.ts';
import { createGraph } from './story/graph.ts';
import { makeIrregular } from './story/irregular.ts';
import { type Kind, KINDS } from './story/kinds.ts';
import { createGroupIbCast, type Draft, type Scene } from './story/scene.ts';
import type { Item, NewItem, Placing } from './wire.ts';

/** What happens next at the vendor. */
export type StoryEvent =
  | { readonly kind: 'new'; readonly collection: string; readonly item: Item; readonly placing: Placing }
  | {
      readonly kind: 'update';
      readonly collection: string;
      readonly id: string;
      readonly fields: Item;
      readonly at: Date;
    };

/** A stream over the collections that repeats for the same seed, start and calls. */
export interface Story {
  /** Everything a simulated service needs to hold at the start: `startGroupIb({ ...story.options })`. */
  readonly options: Required<Pick<GroupIbOptions, 'items' | 'scores' | 'graph'>>;
  /**
   * The next event. `held` is what the service holds now, so that nothing happens to an item that was removed
   * meanwhile; without it the story goes by its own record. `at` is the time of the event; without it some seconds
   * after the one before.
   */
  readonly next: (given?: { readonly held?: Held; readonly at?: Date }) => StoryEvent;
}

/** The items of a collection, those that came or changed last at the end. */
type Held = (collection: string) => readonly Item[];

export interface StoryOptions {
  readonly seed: number;
  /** Its first moment: the initial items lie in the day before it. */
  readonly start: Date;
}

const DAY_MS = 86_400_000;
/** Beside those that come with one item of each collection. */
const INITIAL_INDICATORS = 50;
/** Of all events; the rest changes an item that exists. */
const SHARE_OF_NEW = 0.55;
const SHARE_OF_IRREGULAR = 0.06;
/** How far back an update reaches. */
const MOST_RECENT = 8;
const DECK_OF_KINDS = KINDS.flatMap((kind) => Array<Kind>(kind.weight).fill(kind));

/** Writes a story. */
export function createStory({ seed, start }: StoryOptions): Story {
  const random = createRandom(seed);
  // First of all, so that another vendor's story of the same seed has the same attackers.
  const infrastructure = createInfrastructure(random);
  const { write, sceneAt } = createPen(random, createGroupIbCast(random, infrastructure));
  const own = createRecord();
  const initial = initialItems(random, write, start).filter(({ collection, item }) => own.put(collection, item));
  let clock = start;

  return {
    options: { items: initial, ...createGraph(random, infrastructure) },
    next({ held = own.held, at = new Date(clock.getTime() + random.between(20, 200) * 1000) } = {}) {
      clock = at;
      const event = nextEvent({ random, write, held, scene: sceneAt(at) });
      own.tell(event);
      return event;
    },
  };
}

type Write = (kind: Kind, at: Date) => Draft;

function createPen(random: Random, draw: Scene['draw']) {
  const decks = new Map(KINDS.map((kind) => [kind, createDeck(random, kind.writers)]));
  const sceneAt = (at: Date): Scene => ({ random, draw, at });
  const write: Write = (kind, at) => (decks.get(kind)?.() ?? random.pick(kind.writers))(sceneAt(at));
  return { write, sceneAt };
}

/** What the story itself knows of. */
function createRecord() {
  const items = new Map<string, Map<string, Item>>(KINDS.map(({ collection }) => [collection, new Map()]));
  const put = (collection: string, item: Item): boolean => {
    const known = items.get(collection);
    const id = String(item.id);
    const isNew = !known?.delete(id);
    known?.set(id, item);
    return isNew;
  };
  const held: Held = (collection) => [...(items.get(collection)?.values() ?? [])];
  return {
    put,
    held,
    tell(event: StoryEvent) {
      const before = event.kind === 'new' ? {} : items.get(event.collection)?.get(event.id);
      put(event.collection, event.kind === 'new' ? event.item : { ...before, ...event.fields });
    },
  };
}

/** One of each collection, an hour apart on average, and as many indicators as lookups need to find some. */
function initialItems(random: Random, write: Write, start: Date): NewItem[] {
  const indicators = KINDS.filter(({ collection }) => collection === 'ioc/common');
  const kinds = [
    ...random.shuffled(KINDS),
    ...indicators.flatMap((kind) => Array<Kind>(INITIAL_INDICATORS).fill(kind)),
  ];
  return kinds.map((kind, index) => {
    const at = new Date(start.getTime() - DAY_MS + ((index + random.fraction()) * DAY_MS) / (kinds.length + 1));
    return { collection: kind.collection, at, ...write(kind, at) };
  });
}

interface Moment {
  readonly random: Random;
  readonly write: Write;
  readonly held: Held;
  readonly scene: Scene;
}

function nextEvent({ random, write, held, scene }: Moment): StoryEvent {
  const { at } = scene;
  const kind = random.pick(DECK_OF_KINDS);
  const { collection } = kind;
  const present = held(collection).filter(({ id }) => typeof id === 'string');
  if (present.length === 0 || random.chance(SHARE_OF_NEW)) {
    const { item, ...marks } = write(kind, at);
    const known = present.find(({ id }) => id === item.id);
    // An address, an actor or a file that is known already comes again as what it is: an update.
    if (known) return { kind: 'update', collection, id: item.id, fields: followUp(collection, known, scene), at };
    const written = random.chance(SHARE_OF_IRREGULAR) ? makeIrregular(item, random) : item;
    return { kind: 'new', collection, item: written, placing: { ...marks, at } };
  }
  const item = random.pick(present.slice(-MOST_RECENT));
  return { kind: 'update', collection, id: String(item.id), fields: followUp(collection, item, scene), at };
}

/** How a story is told to a running service. */
export interface StoryPace {
  /** Events a minute, evenly spaced; 0 tells nothing. */
  readonly perMinute: number;
  readonly signal: AbortSignal;
  /** A story of its own unless given. */
  readonly story?: Story;
}

/** Feeds a running service by the clock. Resolves when the signal aborts. */
export async function runStory(sandbox: GroupIbSandbox, { perMinute, signal, story }: StoryPace): Promise<void> {
  const told = story ?? createStory({ seed: 1, start: new Date() });
  await atPace(perMinute, signal, () => applyEvent(sandbox, told.next({ held: sandbox.items, at: new Date() })));
}

/** Makes an event happen at a service. */
export function applyEvent(sandbox: GroupIbSandbox, event: StoryEvent): void {
  if (event.kind === 'new') sandbox.addItem(event.collection, event.item, event.placing);
  else sandbox.changeItem(event.collection, event.id, { fields: event.fields, at: event.at });
}
