import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { expect, it, vi } from 'vitest';
import { operator } from '../support/bot-process.ts';
import type { Bot } from '../support/bot-process.ts';
import { freePorts } from '../support/free-ports.ts';
import { listen } from '../support/http-server.ts';
import { mark, world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import { passOn } from '../support/pass-on.ts';
import type { PostgresServer } from '../support/postgres.ts';
import { describePostgres } from '../support/postgres-suite.ts';
import { sendSigned } from '../support/signed.ts';
import { patience } from '../support/patience.ts';

const alarms = 6;

/** Hands requests out in turn; one that a replica does not take goes to the next. */
interface Balancer {
  readonly url: string;
  /** Origins of the replicas. */
  readonly targets: string[];
  /** Each request goes to every replica, as Slack's repetition of one may. */
  toAll: boolean;
  /** How many requests each replica answered. */
  readonly answered: Map<string, number>;
}

async function startBalancer(): Promise<Balancer> {
  const targets: string[] = [];
  const answered = new Map<string, number>();
  let turn = 0;
  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    turn += 1;
    const inTurn = targets.map((_, index) => targets[(index + turn) % targets.length] ?? '');
    const ask = async (origin: string): Promise<Response> => {
      const answer = await passOn(request, body, new URL(request.url ?? '', origin));
      answered.set(origin, (answered.get(origin) ?? 0) + 1);
      return answer;
    };
    const [answer] = balancer.toAll ? await Promise.all(inTurn.map(ask)) : [await firstOf(inTurn, ask)];
    response.writeHead(answer?.status ?? 502).end(await answer?.text());
  };
  const port = await listen(createServer((request, response) => void forward(request, response)));
  const balancer: Balancer = { url: `http://127.0.0.1:${port}`, targets, toAll: false, answered };
  return balancer;
}

async function firstOf<T>(origins: readonly string[], ask: (origin: string) => Promise<T>): Promise<T | undefined> {
  for (const origin of origins) {
    try {
      return await ask(origin);
    } catch {
      // Gone: the next one.
    }
  }
  return undefined;
}

interface Balanced extends World {
  readonly balancer: Balancer;
  readonly replicas: readonly [Bot, Bot];
}

/** Two replicas in HTTP mode, with `alarms` in the channel. */
async function balanced(server: PostgresServer): Promise<Balanced> {
  const balancer = await startBalancer();
  const here = await world({ slack: { requestUrl: `${balancer.url}/slack/events` } });
  for (let code = 0; code < alarms; code += 1)
    here.threatmon.addAlarm({ title: 'Open Port Detected', status: 'Open', alarmDate: '2026-08-03T06:12:44Z' });
  const url = await server.freshDatabase();
  const start = async (port: number): Promise<Bot> => {
    const place = await operator();
    const yaml = here
      .yaml()
      .replace('file:data/picket.json', url)
      .replace('port: 0', `port: ${port}`)
      .replace(/appToken: .*/, `signingSecret: ${mark}-signing\n  mode: http`);
    await place.configure(yaml);
    balancer.targets.push(`http://127.0.0.1:${port}`);
    return place.start();
  };
  const [one, two] = await freePorts(2);
  const replicas = await Promise.all([start(one ?? 0), start(two ?? 0)] as const);
  await vi.waitFor(() => expect(here.slack.messages('threat-intel')).toHaveLength(alarms), patience);
  return { ...here, balancer, replicas };
}

async function pressAll({ slack }: World, find: string): Promise<readonly boolean[]> {
  const acknowledged: boolean[] = [];
  for (const { ts } of slack.messages('threat-intel')) {
    const press = await slack.press({ user: 'mira', channel: 'threat-intel', ts, find });
    acknowledged.push(press.acknowledged);
  }
  return acknowledged;
}

/** What each message's thread says that a person did. */
function linesOf({ slack }: World): readonly (string | undefined)[] {
  return slack.messages('threat-intel').map(({ ts }) => {
    const thread = JSON.stringify(slack.thread('threat-intel', ts));
    return /changed the status to [A-Z a-z]+/.exec(thread)?.[0];
  });
}

describePostgres('two replicas behind a load balancer', (server) => {
  it('answer presses between them, and the one that is left answers all', async () => {
    const here = await balanced(server());
    const { threatmon, balancer, replicas } = here;
    const statuses = (): unknown[] => threatmon.alarms().map(({ status }) => status);

    const before = await pressAll(here, 'In Progress');
    await vi.waitFor(
      () => expect(linesOf(here)).toEqual(Array(alarms).fill('changed the status to In Progress')),
      patience,
    );
    const shares = [...balancer.answered.values()];
    await replicas[0].signal('SIGKILL');
    const after = await pressAll(here, 'Resolved');

    expect([...before, ...after]).toEqual(Array(2 * alarms).fill(true));
    expect(shares).toEqual([alarms / 2, alarms / 2]);
    await vi.waitFor(() => expect(statuses()).toEqual(Array(alarms).fill('Resolved')), patience);
  });

  it('do once what Slack sends to both of them', async () => {
    const here = await balanced(server());
    here.balancer.toAll = true;

    await pressAll(here, 'Resolved');

    await vi.waitFor(
      () => expect(here.threatmon.alarms().map(({ status }) => status)).toEqual(Array(alarms).fill('Resolved')),
      patience,
    );
    expect([...here.balancer.answered.values()]).toEqual([alarms, alarms]);
    expect(here.threatmon.statusChanges()).toHaveLength(alarms);
  });

  it('take no request that was recorded more than five minutes ago', async () => {
    const { balancer } = await balanced(server());
    const url = `${balancer.url}/slack/events`;
    const secret = `${mark}-signing`;

    expect(await sendSigned(url, { secret })).toBe(200);
    expect(await sendSigned(url, { secret, seconds: -301 })).toBe(401);
  });
});
