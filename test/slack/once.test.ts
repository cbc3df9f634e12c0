import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { CardAction } from '../../src/domain/card.ts';
import type { Reply } from '../../src/pipeline/desk.ts';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import { incident } from '../support/drafts.ts';
import { listen } from '../support/http-server.ts';
import { office, type Office } from '../support/office.ts';
import { passOn } from '../support/pass-on.ts';
import { begun, type Bench, type BenchOptions, openApp, realClock, startWithIncident, textsFor } from './harness.ts';
import { cardSample } from './samples.ts';

type Here = Office & Bench & { readonly ts: string };

function statusButton(status: string): CardAction {
  return { command: 'set_status', label: status, args: { status }, place: 'button' };
}

/** A Slack, Bolt, and a real desk and store behind it, with an incident in #threat-intel. */
async function connected(options: BenchOptions = {}, opened: (bench: Bench) => void = () => undefined): Promise<Here> {
  const here = await office(['acme'], { clock: realClock });
  // Whoever is in this workspace is of the company.
  const directory = { ...here.deps.directory, teamId: undefined };
  const bench = await openApp({ ...options, desk: createDesk({ ...here.deps, directory }) });
  opened(bench);
  await bench.app.start();
  const card = cardSample({ actions: [statusButton('Resolved'), statusButton('Open')] });
  const { messageTs: ts } = await bench.app.notifier.postIncident(
    '#threat-intel',
    { incident: incident(), card },
    begun(),
  );
  return { ...here, ...bench, ts };
}

/** HTTP mode, with somebody on the way who delivers every request twice. */
async function doubledOverHttp(): Promise<Here> {
  let listener: RequestListener | undefined;
  const target = await serve((request, response) => listener?.(request, response));
  const relay = await serve((request, response) => void deliverTwice(target, request, response));
  return connected({ workspace: { requestUrl: relay }, config: { mode: 'http' } }, ({ app }) => {
    listener = app.requestListener;
  });
}

async function deliverTwice(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const deliver = async (): Promise<Response> => passOn(request, body, new URL(target));
  const [{ status }, second] = await Promise.all([deliver(), deliver()]);
  response.writeHead(status === 200 ? second.status : status).end();
}

async function serve(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(answer))}/slack/events`;
}

async function press({ slack, ts }: Here, find: string, user = 'ada'): Promise<boolean> {
  return (await slack.press({ user, channel: 'threat-intel', ts, find })).acknowledged;
}

/** Deliveries decided: an incident's message and a line for each change. */
async function decided({ deps }: Here): Promise<number> {
  return deps.store.outboxDepth();
}

describe('what Slack delivers twice', () => {
  it.each([
    ['as the same envelope', connected],
    ['as two deliveries that share nothing but the press', doubledOverHttp],
  ])('is done once and answered once: a press, %s', async (_, open) => {
    const here = await open();
    here.slack.duplicateEnvelopes(1);

    expect(await press(here, 'Resolved')).toBe(true);

    await expect.poll(async () => decided(here)).toBe(2);
    expect(here.sent).toEqual(['acme 18618001 Resolved']);
    expect(textsFor(here, 'ada')).toEqual([]);
  });

  it.each([
    ['as the same envelope', connected],
    ['as two deliveries', doubledOverHttp],
  ])('is done once and answered once: a typed line, %s', async (_, open) => {
    const here = await open();
    here.slack.duplicateEnvelopes(1);

    await here.slack.slash({
      user: 'ada',
      channel: 'threat-intel',
      command: '/threat',
      text: 'status 18618001 Resolved',
    });

    await expect.poll(() => textsFor(here, 'ada')).toEqual(['✅ acme:18618001 is now Resolved.']);
    expect(here.sent).toEqual(['acme 18618001 Resolved']);
    expect(await decided(here)).toBe(2);
  });

  it.each([
    ['as the same envelope', connected],
    ['as two deliveries', doubledOverHttp],
  ])('is done once and answered once: a form, %s', async (_, open) => {
    const here = await open();
    const text = 'set_status instance=acme';
    await here.slack.slash({ user: 'ada', channel: 'threat-intel', command: '/threat', text });
    await expect.poll(() => here.slack.views('ada').length).toBeGreaterThan(0);
    here.slack.duplicateEnvelopes(1);

    await here.slack.submit({ user: 'ada', values: { id: '7', status: 'Open' } });

    await expect.poll(() => textsFor(here, 'ada')).toEqual(['✅ Incident 7 status changed to Open']);
    expect(here.sent).toEqual(['acme 7 Open']);
  });

  it('is harmless as an event: the home tab is drawn as often as it is opened', async () => {
    const here = await connected();
    here.slack.duplicateEnvelopes(1);

    await here.slack.openHome({ user: 'ada' });

    await expect.poll(() => here.slack.home('ada')).toBeDefined();
    expect(here.slack.calls('views.publish').length).toBeLessThanOrEqual(2);
    expect(here.sent).toEqual([]);
  });
});

describe('two people who press in the same second', () => {
  it('are one call at the vendor, and the second one hears who was first', async () => {
    const here = await connected();
    const gate = Promise.withResolvers<void>();
    here.wait(gate.promise);

    const both = await Promise.all([press(here, 'Resolved', 'ada'), press(here, 'Open', 'lin')]);
    await expect.poll(() => [...textsFor(here, 'ada'), ...textsFor(here, 'lin')].length).toBe(1);
    gate.resolve();

    await expect.poll(async () => decided(here)).toBe(2);
    expect(both).toEqual([true, true]);
    expect(here.sent).toHaveLength(1);
    const [told] = [...here.slack.ephemerals('ada'), ...here.slack.ephemerals('lin')];
    const first = here.sent[0]?.endsWith('Resolved') === true ? 'ada' : 'lin';
    expect(JSON.stringify(told?.blocks)).toContain(here.slack.user(first).id);
    expect(JSON.stringify(told?.blocks)).toContain('was first');
  });
});

describe('the acknowledgement', () => {
  it('of a press waits until it is written down, and no longer', async () => {
    const here = await connected();
    here.wait(new Promise(() => undefined));

    const acknowledged = await press(here, 'Resolved');

    expect(acknowledged).toBe(true);
    expect(await here.deps.store.runningClaims()).toHaveLength(2);
  });

  it.each([
    ['a press that may change something', 'Resolved', 0],
    ['a look at the details', 'Details', 1],
  ])('of %s has its place before or behind the work', async (_, find, acknowledgedBefore) => {
    const seen: number[] = [];
    const look = async (): Promise<Reply> => {
      seen.push(bench.counted.acknowledged.length);
      return { kind: 'done' };
    };
    const bench = await startWithIncident({ press: look, details: look });

    await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts: bench.ts, find });

    await expect.poll(() => seen).toEqual([acknowledgedBefore]);
    await expect.poll(() => bench.counted.acknowledged).toMatchObject([{ type: 'action' }]);
  });

  it('of a press that comes again is not given before the first one’s', async () => {
    const order: string[] = [];
    let pressed = 0;
    const bench = await startWithIncident({
      press: async () => {
        pressed += 1;
        return new Promise<Reply>(() => undefined);
      },
    });
    const again = async (name: string): Promise<void> => {
      await bench.slack.press({ user: 'ada', channel: 'threat-intel', ts: bench.ts, find: 'Resolved' });
      order.push(name);
    };

    const first = again('first');
    await expect.poll(() => pressed).toBe(1);
    await Promise.all([first, again('second')]);

    expect(order).toEqual(['first', 'second']);
    expect(pressed).toBe(1);
  });

  it('comes in time where the store does not answer', async () => {
    const here = await office(['acme'], { clock: realClock });
    const stuck = new Promise<never>(() => undefined);
    const desk = createDesk({ ...here.deps, store: { ...here.deps.store, transact: async () => stuck } });
    const slow = await openApp({ desk });
    await slow.app.start();

    const { acknowledged } = await slow.slack.slash({
      user: 'ada',
      channel: 'threat-intel',
      command: '/threat',
      text: 'set_status id=7 status=Open',
    });

    expect(acknowledged).toBe(true);
    expect(here.sent).toEqual([]);
  });
});
