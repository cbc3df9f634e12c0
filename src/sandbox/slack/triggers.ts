import { randomBytes } from 'node:crypto';

import { SlackError } from './slack-error.ts';

/** What a trigger was given out for. */
interface Trigger {
  readonly userId: string;
  /** Set where the press or submission was inside a modal. */
  readonly viewId?: string;
}

/** Trigger ids: each opens one view, within its life. */
export interface Triggers {
  issue(trigger: Trigger): string;
  /** Uses a trigger up; throws a `SlackError` where it cannot be used. */
  redeem(id: string): Trigger;
}

/** @param clock `now` in milliseconds since 1970, `lifeMs` how long a trigger can be used */
export function createTriggers({ now, lifeMs }: { now: () => number; lifeMs: number }): Triggers {
  const issued = new Map<string, Trigger & { readonly at: number }>();
  const used = new Set<string>();
  return {
    issue: (trigger) => {
      const id = `${Math.floor(now())}.${randomBytes(6).readUIntBE(0, 6)}.${randomBytes(16).toString('hex')}`;
      issued.set(id, { ...trigger, at: now() });
      return id;
    },
    redeem: (id) => {
      const trigger = issued.get(id);
      if (!trigger) throw new SlackError('invalid_trigger_id');
      if (used.has(id)) throw new SlackError('exchanged_trigger_id');
      if (now() - trigger.at > lifeMs) throw new SlackError('expired_trigger_id');
      used.add(id);
      return trigger;
    },
  };
}
