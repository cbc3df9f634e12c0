import type { SlackSandbox } from '../../src/sandbox/slack/sandbox.ts';
import { ActionRefused } from '../../src/sandbox/slack/slack-error.ts';
import type { Violation } from './invariants.ts';
import type { Press } from './people.ts';
import { linesOf, messagesOf } from './shown.ts';
import { instance } from './world.ts';
import type { World } from './world.ts';

/** Every press reached the vendor once, or whoever pressed knows that it did not: from us, or from Slack's own warning. */
export function pressViolations({ slack, threatmon }: World, presses: readonly Press[]): readonly Violation[] {
  const reached = Map.groupBy(
    threatmon.statusChanges(),
    ({ alarmCode, status }) => `${instance}:${alarmCode} ${status}`,
  );
  return presses.flatMap((press) => {
    const times = reached.get(`${press.key} ${press.status}`)?.length ?? 0;
    return violationsOf(press, times, slack);
  });
}

function violationsOf(press: Press, times: number, slack: SlackSandbox): readonly Violation[] {
  const { key, status } = press;
  if (times > 1) return [{ kind: 'press', key, expected: `${status} once at the vendor`, found: `${times} times` }];
  const unaware = [...new Set(press.users.map(({ name }) => name))].filter((name) => !isAware(name, press, slack));
  if (unaware.length <= times) return [];
  const found = `${times} at the vendor, nothing said to ${unaware.join(', ')}`;
  return [{ kind: 'press', key, expected: `${status} once at the vendor, or a word that it failed`, found }];
}

/** Whether a person was told something, or saw that the bot did not answer. */
function isAware(name: string, { key, users }: Press, slack: SlackSandbox): boolean {
  if (users.some((one) => one.name === name && !one.acknowledged)) return true;
  const { id } = slack.user(name);
  const own = [...slack.ephemerals(name), ...directTo(name, slack)];
  if (own.some(({ text }) => !text.startsWith('Working on it'))) return true;
  return threadTexts(key, slack).some((text) => text.includes(`<@${id}>`) && !text.includes('changed the status'));
}

function threadTexts(key: string, slack: SlackSandbox): readonly string[] {
  const message = messagesOf(slack).find((one) => one.key === key);
  return message === undefined ? [] : linesOf(slack, message).map(({ text }) => text);
}

function directTo(name: string, slack: SlackSandbox) {
  try {
    return slack.messages(name);
  } catch (error) {
    if (error instanceof ActionRefused) return [];
    throw error;
  }
}
