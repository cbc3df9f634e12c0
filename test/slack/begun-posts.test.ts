import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/domain/errors.ts';
import type { BeginPost, Notifier } from '../../src/ports/notifier.ts';
import { begun, startApp } from './harness.ts';
import type { Bench } from './harness.ts';
import { cardSample, incidentSample } from './samples.ts';

const incident = { ...incidentSample(), tlp: 'RED' };
const routing = { ...incident.routing, mention: ['@soc-leads'] };
const card = cardSample();
const late = new DeliveryError('wait', 'too_late');

/** What Slack was asked for by the bench's notifier, before and after the post began. */
async function callsAround(
  { app, slack }: Bench,
  post: (notifier: Notifier, begin: BeginPost) => Promise<unknown>,
): Promise<{ readonly before: readonly string[]; readonly after: readonly string[] }> {
  const first = slack.calls().length;
  let methods: readonly string[] = [];
  const begin: BeginPost = async () => {
    methods = slack
      .calls()
      .slice(first)
      .map(({ method }) => method);
    return begun()();
  };
  await post(app.notifier, begin);
  const all = slack
    .calls()
    .slice(first)
    .map(({ method }) => method);
  return { before: methods, after: all.slice(methods.length) };
}

/** Lets the first so many calls of a post through. */
function tooLateAfter(calls: number): BeginPost {
  let checks = 0;
  return async () => ({
    attempt: 'a1',
    check() {
      checks += 1;
      if (checks > calls) throw late;
    },
  });
}

describe('between the beginning of a post and its call', () => {
  it('Slack is asked for nothing that an incident’s message needs', async () => {
    const bench = await startApp();

    const calls = await callsAround(bench, async (notifier, begin) =>
      notifier.postIncident('#soc', { incident: { ...incident, routing }, card }, begin),
    );

    expect(calls.before).toContain('usergroups.list');
    expect(calls.after).toEqual(['chat.postMessage']);
  });

  it('Slack is not given the bytes of a file: it has them, and nobody sees them', async () => {
    const bench = await startApp();
    const message = await bench.app.notifier.postIncident('#soc', { incident, card }, begun());
    const file = { name: 'a.txt', type: 'text/plain', bytes: Uint8Array.of(1) };

    const calls = await callsAround(bench, async (notifier, begin) =>
      notifier.postFile({ ...incident, message }, file, begin),
    );

    expect(calls.before).toContain('files.getUploadURLExternal');
    expect(calls.after).toEqual(['files.completeUploadExternal']);
  });
});

describe('a post that comes too late', () => {
  it.each([
    ['at all', 0, undefined],
    ['after the channel was joined', 1, 'not_in_channel'],
    ['as the plain text that is left of it', 1, 'invalid_blocks'],
  ])('is not made %s', async (_, calls, error) => {
    const { app, slack } = await startApp();
    if (error !== undefined) slack.failNext('chat.postMessage', { kind: 'error', error });

    const post = app.notifier.postIncident('#random', { incident, card }, tooLateAfter(calls));

    await expect(post).rejects.toBe(late);
    expect(slack.calls('chat.postMessage')).toHaveLength(calls);
  });

  it('is not made of a file', async () => {
    const { app, slack } = await startApp();
    const message = await app.notifier.postIncident('#soc', { incident, card }, begun());
    const file = { name: 'a.txt', type: 'text/plain', bytes: Uint8Array.of(1) };

    const post = app.notifier.postFile({ ...incident, message }, file, tooLateAfter(0));

    await expect(post).rejects.toBe(late);
    expect(slack.calls('files.completeUploadExternal')).toEqual([]);
  });
});
