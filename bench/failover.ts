import { setTimeout as sleep } from 'node:timers/promises';
import { replicasWorld } from './replicas-world.ts';
import type { ReplicasWorld } from './replicas-world.ts';
import type { Row } from './row.ts';

const trials = 4;
const longestMs = 60_000;

/**
 * How long after SIGKILL of the replica that has a channel or an instance in hand the other one goes on with it. Runs
 * about two minutes.
 */
export async function benchFailover(): Promise<readonly Row[]> {
  const channel = await measured(killWhilePosting);
  const poll = await measured(killWhilePolling);
  const note = `SIGKILL, the longest of ${trials}`;
  return [
    { name: 'fail-over of a channel: the next message', unit: 'ms', value: Math.max(...channel), note },
    { name: 'fail-over of a poll: the next request', unit: 'ms', value: Math.max(...poll), note },
  ];
}

async function measured(trial: (world: ReplicasWorld) => Promise<number>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < trials; index += 1) {
    const world = await replicasWorld({ instances: 1, every: '1 second' });
    try {
      times.push(await trial(world));
    } finally {
      await world.stop();
    }
  }
  return times;
}

/** Slack takes the message and its answer is late: whether it stands there is not known to anybody. */
async function killWhilePosting(world: ReplicasWorld): Promise<number> {
  const { slack, threatmon } = world;
  const first = await world.start();
  slack.failNext('chat.postMessage', { kind: 'slow', ms: 30_000 }, 1);
  threatmon.addAlarm({ alarmCode: 1, title: 'Open Port Detected' });
  threatmon.addAlarm({ alarmCode: 2, title: 'Open Port Detected' });
  await until(() => slack.messages('threat-intel').length > 0);
  await world.start();
  await first.end('SIGKILL');
  const killedAt = performance.now();
  await until(() => slack.messages('threat-intel').length > 1);
  return performance.now() - killedAt;
}

async function killWhilePolling(world: ReplicasWorld): Promise<number> {
  const { threatmon } = world;
  threatmon.fault({ times: 1 }, { kind: 'delay', delayMs: 30_000 });
  const first = await world.start();
  await until(() => threatmon.requests().length === 1);
  await world.start();
  await first.end('SIGKILL');
  const killedAt = performance.now();
  await until(() => threatmon.requests().length > 1);
  return performance.now() - killedAt;
}

async function until(isSo: () => boolean): Promise<void> {
  const startedAt = performance.now();
  while (!isSo()) {
    if (performance.now() - startedAt > longestMs) throw new Error('it did not happen within a minute');
    await sleep(10);
  }
}
