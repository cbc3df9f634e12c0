import { setTimeout as sleep } from 'node:timers/promises';
import { execute } from '../test/support/postgres.ts';
import { percentile } from './percentile.ts';
import { fill } from './postgres.ts';
import { cpuSeconds, residentMb } from './processes.ts';
import { replicasWorld } from './replicas-world.ts';
import type { BenchReplica, ReplicasWorld } from './replicas-world.ts';
import type { Row } from './row.ts';

const minuteMs = 60_000;

/**
 * 500 instances polled once a minute by two replicas: how late, with what processor time. First polls are spread over
 * the first minute, so it is left out. Runs four minutes.
 */
export async function benchManyInstances(): Promise<readonly Row[]> {
  const world = await replicasWorld({ instances: 500, every: '1 minute' });
  try {
    const replicas = await Promise.all([world.start(), world.start()]);
    await sleep(minuteMs);
    const use = await watched(replicas, 3 * minuteMs);
    const late = await latenessMs(world, replicas, use.since);
    const at = '500 instances a minute, 2 replicas';
    return [
      { name: `${at}: polls`, unit: '/min', value: late.length / 3, note: 'on time, none twice' },
      { name: `${at}: late, p50`, unit: 'ms', value: percentile(late, 50), note: 'from due to begun' },
      { name: `${at}: late, p99`, unit: 'ms', value: percentile(late, 99) },
      { name: `${at}: late, at most`, unit: 'ms', value: Math.max(...late) },
      { name: `${at}: processor, each replica`, unit: '%', value: use.percent, note: 'of one core' },
      { name: `${at}: resident memory, each replica`, unit: 'MB', value: use.residentMb },
    ];
  } finally {
    await world.stop();
  }
}

/** As many polls as 1, 2 and 4 replicas manage of 400 instances that are due every second. Runs two minutes. */
export async function benchThroughput(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const count of [1, 2, 4]) {
    const world = await replicasWorld({ instances: 400, every: '1 second' });
    try {
      const replicas = await Promise.all(Array.from({ length: count }, async () => world.start()));
      await sleep(minuteMs / 4);
      const before = world.threatmon.requests().length;
      const use = await watched(replicas, minuteMs / 3);
      const polls = world.threatmon.requests().length - before;
      const note = `${use.percent.toFixed(0)} % of a core each; database and simulators on the same machine`;
      rows.push({ name: `polls, ${count} replicas`, unit: '/s', value: polls / (minuteMs / 3000), note });
    } finally {
      await world.stop();
    }
  }
  return rows;
}

/** A whole replica over a million stored incidents, while alarms come in and people ask. Runs two to three minutes. */
export async function benchReplicaMemory(): Promise<readonly Row[]> {
  const world = await replicasWorld({ instances: 3, every: '5 seconds' });
  try {
    await fill(world.url, 1_000_000);
    const { pid } = await world.start();
    for (let round = 0; round < 12; round += 1) {
      world.threatmon.addAlarm({ alarmCode: 5_000_000 + round, title: 'Open Port Detected' });
      await ask(world, 'incidents');
      await sleep(minuteMs / 12);
    }
    const note = 'three instances, 36 alarms and 12 questions in a minute; with what V8 keeps in hand';
    return [{ name: 'resident memory of a replica at 1M incidents', unit: 'MB', value: residentMb(pid), note }];
  } finally {
    await world.stop();
  }
}

async function ask({ slack }: ReplicasWorld, text: string): Promise<void> {
  await slack.slash({ user: 'mira', channel: 'threat-intel', command: '/threat', text });
}

interface Use {
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly percent: number;
  readonly residentMb: number;
}

/** What replicas use in the mean over `ms`. */
async function watched(replicas: readonly BenchReplica[], ms: number): Promise<Use> {
  const since = new Date().toISOString();
  const total = (read: (pid: number) => number): number => replicas.reduce((sum, { pid }) => sum + read(pid), 0);
  const before = total(cpuSeconds);
  await sleep(ms);
  return {
    since,
    percent: ((total(cpuSeconds) - before) / (ms / 1000) / replicas.length) * 100,
    residentMb: total(residentMb) / replicas.length,
  };
}

/** Of each poll since then: how long after it was due it began. Periods are kept from the first poll on. */
async function latenessMs(
  { url }: ReplicasWorld,
  replicas: readonly BenchReplica[],
  since: string,
): Promise<readonly number[]> {
  const rows = await execute(url, `select subject, extract(epoch from due_at) * 1000 as due from picket.schedule`);
  const dueAt = new Map(rows.map(({ subject, due }) => [String(subject), Number(due)]));
  return replicas
    .flatMap(({ lines }) => lines)
    .filter(({ msg, time }) => msg === 'poll finished' && time > since)
    .map(({ time, seconds = 0, instance = '' }) => {
      const beganAt = Date.parse(time) - seconds * 1000;
      const due = dueAt.get(`poll:${instance}`) ?? Number.NaN;
      return (((beganAt - due) % minuteMs) + minuteMs) % minuteMs;
    });
}
