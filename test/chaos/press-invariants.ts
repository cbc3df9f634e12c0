import type { SlackSandbox } from '../../src/sandbox/slack/sandbox.ts';
import { ActionRefused } from '../../src/sandbox/slack/slack-error.ts';
import type { Violation } from './invariants.ts';
import type { Press } from './people.ts';
import { linesOf, messagesOf } from './shown.ts';
import type { Line } from './shown.ts';
import { instance } from './world.ts';
import type { World } from './world.ts';

interface Seen {
  readonly press: Press;
  /** How often it reached the vendor. */
  readonly times: number;
  readonly lines: readonly Line[];
  readonly slack: SlackSandbox;
}

/**
 * Every press reached the vendor once and its thread says so, or whoever pressed knows that it did not: from us, or from
 * Slack's own warning.
 */
export function pressViolations({ slack, threatmon }: World, presses: readonly Press[]): readonly Violation[] {
  const reached = Map.groupBy(
    threatmon.statusChanges(),
    ({ alarmCode, status }) => `${instance}:${alarmCode} ${status}`,
  );
  const threads = new Map(messagesOf(slack).map((message) => [message.key, linesOf(slack, message)]));
  return presses.flatMap((press) => {
    const times = reached.get(`${press.key} ${press.status}`)?.length ?? 0;
    return violationsOf({ press, times, lines: threads.get(press.key) ?? [], slack });
  });
}

function violationsOf(seen: Seen): readonly Violation[] {
  const { times, press } = seen;
  const { key, status, users } = press;
  if (times > 1) return [{ kind: 'press', key, expected: `${status} once at the vendor`, found: `${times} times` }];
  if (times === 1 && !seen.lines.some((line) => tellsOf(line, seen))) {
    return [{ kind: 'thread-lost', key, expected: `a line of who pressed ${status}`, found: 'none' }];
  }
  const unaware = [...new Set(users.map(({ name }) => name))].filter((name) => !isAware(name, seen));
  if (unaware.length <= times) return [];
  const found = `${times} at the vendor, nothing said to ${unaware.join(', ')}`;
  return [{ kind: 'press', key, expected: `${status} once at the vendor, or a word that it failed`, found }];
}

function tellsOf(line: Line, { press: { status, users }, slack }: Seen): boolean {
  if (line.kind !== 'did') return isOutcome(line, status);
  return line.status === status && users.some(({ name }) => slack.user(name).id === line.user);
}

/** What became of a press that was cut off stands in the thread, for all who pressed. */
function isOutcome({ text }: Line, status: string): boolean {
  return text.includes(`asked for "${status}"`);
}

/** Whether a person was told something, or saw that the bot did not answer. */
function isAware(name: string, { press: { users, status }, lines, slack }: Seen): boolean {
  if (users.some((one) => one.name === name && !one.acknowledged)) return true;
  if (lines.some((line) => isOutcome(line, status))) return true;
  return [...slack.ephemerals(name), ...directTo(name, slack)].some(({ text }) => !text.startsWith('Working on it'));
}

function directTo(name: string, slack: SlackSandbox) {
  try {
    return slack.messages(name);
  } catch (error) {
    if (error instanceof ActionRefused) return [];
    throw error;
  }
}
