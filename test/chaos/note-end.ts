import type { Press } from './people.ts';
import { linesOf, messagesOf } from './shown.ts';
import type { World } from './world.ts';

/** Writes down what stands in Slack and at the vendor, for whoever looks into a run that was kept. */
export function noteEnd({ slack, threatmon, journal }: World, presses: readonly Press[]): void {
  for (const message of messagesOf(slack)) {
    journal.note('message', { ...message, lines: linesOf(slack, message).map(({ text }) => text) });
  }
  for (const { key, users } of presses) {
    for (const { name } of users) {
      const told = slack.ephemerals(name).map(({ ts, text }) => `${ts} ${text}`);
      journal.note('told', { key, name, id: slack.user(name).id, told });
    }
  }
  for (const change of threatmon.statusChanges()) journal.note('status', change);
}
