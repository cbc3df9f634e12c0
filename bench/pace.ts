import { setTimeout as sleep } from 'node:timers/promises';
import { startBenchBot } from './bot.ts';
import type { Row } from './row.ts';

const backlog = 90;

/** A backlog for one channel, against a Slack that has its limits: how much of one post a second is used. */
export async function benchPace(): Promise<readonly Row[]> {
  const bot = await startBenchBot({ alarms: backlog, strict: true });
  try {
    const calls = () => bot.slack.calls('chat.postMessage');
    while (calls().length < backlog) await sleep(100);
    const [first, last] = [calls()[0], calls().at(-1)];
    if (first === undefined || last === undefined) throw new Error('nothing was posted');
    const used = (100 * (backlog - 1)) / ((last.at - first.at) / 1000);
    const note = `${backlog} incidents, one a second permitted, short bursts above; aim 95`;
    const refused = calls().filter(({ status }) => status === 429).length;
    return [
      { name: 'share of the permitted rate that a backlog in one channel uses', unit: '%', value: used, note },
      { name: 'posts that Slack refused meanwhile', unit: '', value: refused, note: 'aim 0' },
    ];
  } finally {
    await bot.stop();
  }
}
