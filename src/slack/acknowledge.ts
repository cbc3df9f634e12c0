import type { App } from '@slack/bolt';
import type { Clock } from '../ports/clock.ts';
import type { Metrics } from '../ports/metrics.ts';

/** Bolt's context key for the instant a payload came in, set by the receivers. */
const receivedAt = 'picketReceivedAt';

/** Bolt's context key for what tells a delivery from the next: Socket Mode's envelope. */
const deliveryId = 'picketDeliveryId';

/** For a receiver's `customPropertiesExtractor`: the instant a payload came in, and its envelope over Socket Mode. */
export function markReceived(source: object): { [key: string]: unknown } {
  return { [receivedAt]: performance.now(), [deliveryId]: 'envelope_id' in source ? source.envelope_id : undefined };
}

/** Seconds since the payload came in. */
export function secondsSince(context: object): number {
  const at = receivedAt in context ? context[receivedAt] : undefined;
  return typeof at === 'number' ? (performance.now() - at) / 1000 : 0;
}

/** Bolt's context key for the acknowledgement that a listener gives by itself. */
const acknowledgement = 'picketAcknowledge';

/** Acknowledges a press or a command, once. */
export async function acknowledge(context: object): Promise<void> {
  const give = acknowledgement in context ? context[acknowledgement] : undefined;
  if (typeof give === 'function') await give();
}

/** Slack waits for three seconds; a store that is slower than this must not cost a person their press. */
const patienceMs = 1500;

/**
 * Starts work and resolves when it may be acknowledged: when the work says that nothing of it can be lost any more, has
 * ended, or takes too long. A process that dies before leaves Slack's own warning to the person, who then knows.
 */
export async function whenKept<T>(
  start: (kept: () => void) => Promise<T>,
  clock: Clock,
): Promise<{ readonly work: Promise<T> }> {
  const enough = new AbortController();
  const { promise: isKept, resolve: kept } = Promise.withResolvers<void>();
  const work = start(kept);
  try {
    await Promise.race([isKept, ended(work), ended(clock.sleep(patienceMs, enough.signal))]);
  } finally {
    enough.abort();
  }
  return { work };
}

async function ended(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}

export interface Running {
  /** Listeners at work. */
  count(): number;
  /** Resolves when none is left. */
  idle(): Promise<void>;
}

/**
 * Acknowledges every shortcut before any listener sees it, and every command and press at the latest when its listener
 * has ended: also those that none matches, which would leave the person with Slack's warning. A submitted form is left
 * to its listener: its acknowledgement carries the faults. What one process gets twice (a reconnection) runs once; what
 * changes something is told apart by its claim besides. Counts what runs, since Bolt's stop() waits for nobody.
 */
export function acknowledgeFirst(app: App, metrics: Metrics): Running {
  let running = 0;
  const waiting = new Set<() => void>();
  const firstOf = repetitions();

  app.use(async ({ body, context, next, ...args }) => {
    running += 1;
    try {
      const acknowledged = Promise.withResolvers<void>();
      const first = firstOf(deliveryOf(body, context), acknowledged.promise);
      const give = acknowledgementOf({ body, context, args, given: acknowledged.resolve }, metrics);
      try {
        // What the first one wrote down must not be promised before it is.
        if (first !== undefined) return await first.then(give);
        if (isSubmission(body)) return await next();
        context[acknowledgement] = give;
        if (!isWrittenFirst(body)) await give();
        try {
          await next();
        } finally {
          await give();
        }
      } finally {
        acknowledged.resolve();
      }
    } finally {
      running -= 1;
      if (running === 0) for (const resolve of waiting) resolve();
    }
  });

  return {
    count: () => running,
    async idle() {
      if (running === 0) return;
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
      });
    },
  };
}

interface Incoming {
  readonly body: object;
  readonly context: object;
  readonly args: object;
  /** Called when it is acknowledged. */
  readonly given: () => void;
}

/** What acknowledges a payload at the first call; nothing does where it is an event, which Bolt acknowledges. */
function acknowledgementOf({ body, context, args, given }: Incoming, metrics: Metrics): () => Promise<void> {
  const type = interactionType(body);
  const ack = 'ack' in args && typeof args.ack === 'function' ? args.ack : undefined;
  let isGiven = ack === undefined || (type === undefined && !isSubmission(body));
  return async () => {
    if (isGiven) return;
    isGiven = true;
    await ack?.();
    given();
    if (type !== undefined) metrics.acknowledged(type, secondsSince(context));
  };
}

/** Presses and commands may change something, which is written down before Slack may forget them. */
function isWrittenFirst(body: object): boolean {
  return 'command' in body || ('type' in body && body.type === 'block_actions');
}

function isSubmission(body: object): boolean {
  return 'type' in body && body.type === 'view_submission';
}

const remembered = 1000;

/** Tells what became of the first one with an id, among the last thousand; undefined where this is the first. */
function repetitions(): (id: string | undefined, own: Promise<void>) => Promise<void> | undefined {
  const seen = new Map<string, Promise<void>>();
  return (id, own) => {
    if (id === undefined) return undefined;
    const first = seen.get(id);
    if (first !== undefined) return first;
    seen.set(id, own);
    const [oldest] = seen.keys();
    if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
    return undefined;
  };
}

function deliveryOf(body: object, context: object): string | undefined {
  if ('event_id' in body && typeof body.event_id === 'string') return body.event_id;
  const id = deliveryId in context ? context[deliveryId] : undefined;
  return typeof id === 'string' ? id : undefined;
}

type Interaction = 'command' | 'action' | 'shortcut';

const interactions: { readonly [type: string]: Interaction } = {
  block_actions: 'action',
  interactive_message: 'action',
  dialog_submission: 'action',
  workflow_step_edit: 'action',
  message_action: 'shortcut',
  shortcut: 'shortcut',
  view_closed: 'action',
};

function interactionType(body: object): Interaction | undefined {
  if ('command' in body) return 'command';
  if (!('type' in body) || typeof body.type !== 'string') return undefined;
  return interactions[body.type];
}
