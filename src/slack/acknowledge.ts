import type { App } from '@slack/bolt';
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

export interface Running {
  /** Listeners at work. */
  count(): number;
  /** Resolves when none is left. */
  idle(): Promise<void>;
}

/**
 * Acknowledges every command, press and shortcut before any listener sees it: also those that none matches, which
 * would leave the person with Slack's warning. A submitted form is left to its listener: its acknowledgement carries the
 * faults. What comes twice (a missed acknowledgement, a reconnection) runs once. Counts what runs, since Bolt's stop()
 * waits for nobody.
 */
export function acknowledgeFirst(app: App, metrics: Metrics): Running {
  let running = 0;
  const waiting = new Set<() => void>();
  const isRepeated = repetitions();

  app.use(async ({ body, context, next, ...args }) => {
    running += 1;
    try {
      const type = interactionType(body);
      if (type !== undefined && 'ack' in args && typeof args.ack === 'function') {
        await args.ack();
        metrics.acknowledged(type, secondsSince(context));
      }
      if (!isRepeated(deliveryOf(body, context))) await next();
      else if (isSubmission(body) && 'ack' in args && typeof args.ack === 'function') await args.ack();
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

function isSubmission(body: object): boolean {
  return 'type' in body && body.type === 'view_submission';
}

const remembered = 1000;

/** Tells whether an id came before, among the last thousand. */
function repetitions(): (id: string | undefined) => boolean {
  const seen = new Set<string>();
  return (id) => {
    if (id === undefined) return false;
    if (seen.has(id)) return true;
    seen.add(id);
    const [oldest] = seen;
    if (seen.size > remembered && oldest !== undefined) seen.delete(oldest);
    return false;
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
