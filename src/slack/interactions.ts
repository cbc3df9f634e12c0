import { createHash, randomUUID } from 'node:crypto';
import type { Interaction } from '../pipeline/interaction.ts';
import type { Pressed, Submitted, Typed } from './listeners/schema.ts';

/** What a listener knows beside the payload. */
interface Receipt {
  readonly now: Date;
  readonly kept: () => void;
}

/** A press is told by its place, its instant and its person. Source: PLATFORM §4. */
export function interactionOfPress(pressed: Pressed, { now, kept }: Receipt): Interaction {
  const { channelId, messageTs, view, actionTs, actionId, userId, triggerId } = pressed;
  const place = view?.id ?? `${channelId}:${messageTs}`;
  const moment = actionTs ?? triggerId ?? randomUUID();
  return {
    kind: 'press',
    id: idOf('press', place, moment, actionId, userId),
    at: instantOf(actionTs) ?? iso(now),
    kept,
  };
}

export function interactionOfLine({ triggerId, userId }: Typed, { now, kept }: Receipt): Interaction {
  return { kind: 'line', id: idOf('line', triggerId ?? randomUUID(), userId), at: iso(now), kept };
}

/** What was filled in belongs to it: a form that Slack failed to close may be sent again, changed. */
export function interactionOfForm({ viewId, hash, values, userId }: Submitted, { now, kept }: Receipt): Interaction {
  return { kind: 'form', id: idOf('form', viewId, hash ?? '', userId, JSON.stringify(values)), at: iso(now), kept };
}

/** Short, whatever goes in: what people typed does not belong into an id. */
function idOf(kind: string, ...parts: readonly string[]): string {
  return `${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27)}`;
}

/** Slack's `1700000000.000100` as ISO 8601 UTC. */
function instantOf(ts: string | undefined): string | undefined {
  return ts !== undefined && /^\d{9,11}\.\d+$/.test(ts) ? iso(new Date(Number(ts) * 1000)) : undefined;
}

function iso(at: Date): string {
  return at.toISOString();
}
