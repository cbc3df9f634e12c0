import { alarm, startBenchBot } from './bot.ts';
import type { BenchBot } from './bot.ts';
import { percentile } from './percentile.ts';
import type { Row } from './row.ts';

const presses = 150;
const taken = 10_000;

/** From the vendor's response to the Slack call, one alarm at a time, nothing else running. */
export async function benchDelivery(): Promise<readonly Row[]> {
  const bot = await startBenchBot();
  try {
    await fetchNow(bot);
    const times: number[] = [];
    for (let index = 0; index < presses; index += 1) times.push(await oneAlarm(bot, index));
    return [
      {
        name: 'vendor response to Slack call at rest, p50',
        unit: 'ms',
        value: percentile(times, 50),
        note: `${presses} alarms, one at a time`,
      },
      { name: 'vendor response to Slack call at rest, p99', unit: 'ms', value: percentile(times, 99), note: 'aim 25' },
    ];
  } finally {
    await bot.stop();
  }
}

async function oneAlarm(bot: BenchBot, index: number): Promise<number> {
  const posts = bot.slack.calls('chat.postMessage').length;
  const asked = bot.threatmon.requests().length;
  bot.threatmon.addAlarm(alarm(undefined, index));
  await fetchNow(bot);
  await until(() => bot.slack.calls('chat.postMessage').length > posts);
  const request = bot.threatmon.requests()[asked];
  const post = bot.slack.calls('chat.postMessage')[posts];
  if (request === undefined || post === undefined) throw new Error('nothing was posted');
  return post.at - (Date.parse(request.at) + request.durationMs);
}

async function fetchNow({ slack }: BenchBot): Promise<void> {
  const before = slack.ephemerals('mira').length;
  await slack.slash({ user: 'mira', channel: 'threat-intel', command: '/threat', text: 'fetch acme' });
  await until(() => slack.ephemerals('mira').length > before);
}

/** Slash commands while 10,000 incidents are taken in, page by page, each page a durable commit. */
export async function benchAcknowledgement(): Promise<readonly Row[]> {
  const bot = await startBenchBot({ extra: 'rules: [{ drop: true }]\n', alarms: taken });
  try {
    const acks: number[] = [];
    const startedAt = performance.now();
    const pages = taken / 10;
    while (bot.threatmon.requests().length < pages) {
      const { ackMs } = await bot.slack.slash({
        user: 'mira',
        channel: 'threat-intel',
        command: '/threat',
        text: 'help status',
      });
      acks.push(ackMs);
      await pause(20);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    return [
      {
        name: `slash acknowledgement while ${taken} incidents are taken in, p50`,
        unit: 'ms',
        value: percentile(acks, 50),
        note: `${acks.length} commands`,
      },
      {
        name: `slash acknowledgement while ${taken} incidents are taken in, p99`,
        unit: 'ms',
        value: percentile(acks, 99),
        note: 'aim 100',
      },
      { name: 'taken in over HTTP in pages of 10, each committed durably', unit: '/s', value: taken / seconds },
    ];
  } finally {
    await bot.stop();
  }
}

async function until(reached: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!reached()) {
    if (performance.now() > deadline) throw new Error('it took more than 20 s');
    await pause(1);
  }
}

async function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
