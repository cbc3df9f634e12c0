import { ActionRefused } from '../../src/sandbox/slack/slack-error.ts';
import type { Act } from './plan.ts';
import { messagesOf } from './shown.ts';
import type { IncidentMessage } from './shown.ts';
import { person } from './world.ts';
import type { World } from './world.ts';

/** People at one button at one time: one change at the vendor, however many there are. */
export interface Press {
  readonly key: string;
  readonly status: string;
  readonly users: readonly {
    readonly name: string;
    /** Slack's clock. */
    readonly atMs: number;
    readonly acknowledged: boolean;
  }[];
}

export interface People {
  /** Presses a button of some open incident; nothing where nobody sees one. */
  press(act: Extract<Act, { kind: 'press' }>): Promise<void>;
  readonly presses: readonly Press[];
}

/** Each person presses once, and each status of an incident is pressed once: what comes of it cannot be mistaken. */
export function createPeople({ slack, journal }: World): People {
  const presses: Press[] = [];
  const used = new Set<string>();
  let arrived = 0;

  async function pressAs(name: string, message: IncidentMessage, label: string) {
    const atMs = Date.now();
    const { acknowledged } = await slack.press({ user: name, channel: message.channel, ts: message.ts, find: label });
    return { name, atMs, acknowledged };
  }

  return {
    presses,
    async press({ pick, label, people, twice }) {
      const free = messagesOf(slack).filter(
        ({ key, closed, labels }) => !closed && labels.includes(label) && !used.has(`${key} ${label}`),
      );
      const message = free[Math.floor(pick * free.length)];
      if (message === undefined) return;
      used.add(`${message.key} ${label}`);
      const names = Array.from({ length: people }, () => person(arrived++));
      const hands = twice ? [...names, ...names] : names;
      const made = await Promise.allSettled(hands.map(async (name) => pressAs(name, message, label)));
      const users = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      for (const one of made) {
        if (one.status === 'rejected' && !(one.reason instanceof ActionRefused)) throw one.reason;
      }
      if (users.length === 0) return;
      presses.push({ key: message.key, status: label, users });
      journal.note('press', { key: message.key, status: label, users });
    },
  };
}
