import { describe, expect, it } from 'vitest';
import { DeliveryError } from '../../src/domain/errors.ts';
import type { InjectedFault } from '../../src/sandbox/slack/faults.ts';
import { begun, startApp } from './harness.ts';
import { cardSample, incidentSample } from './samples.ts';

const incident = incidentSample();
const card = cardSample();

describe('posting an incident', () => {
  it('posts one message with text, blocks and metadata that unfurls nothing, and gives its place', async () => {
    const { app, slack } = await startApp();

    const ref = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());

    const [message] = slack.messages('threat-intel');
    expect(ref).toEqual({ channelId: slack.channel('threat-intel').id, messageTs: message?.ts });
    expect(message?.text).toBe('🟠 High: Stolen credentials of acme[.]example (ThreatMon · acme-threatmon)');
    expect(message?.metadata).toEqual({
      event_type: 'picket_incident',
      event_payload: { key: 'acme-threatmon:1042', revision: 1 },
    });
    expect(message?.unfurl).toEqual({ links: false, media: false });
    expect(message?.blocks.at(-1)?.type).toBe('actions');
  });

  it.each<[string, InjectedFault, Pick<DeliveryError, 'kind' | 'reason'>]>([
    ['a lost answer', { kind: 'lost-after' }, { kind: 'unknown', reason: 'und_err_socket' }],
    ['a lost request', { kind: 'lost-before' }, { kind: 'unknown', reason: 'und_err_socket' }],
    ['a 503', { kind: 'status', status: 503 }, { kind: 'unknown', reason: 'http_503' }],
    ['an internal error', { kind: 'error', error: 'internal_error' }, { kind: 'unknown', reason: 'internal_error' }],
    ['a rate limit', { kind: 'rate-limited', retryAfterSeconds: 7 }, { kind: 'wait', reason: 'ratelimited' }],
    ['a rate limit without a time', { kind: 'rate-limited' }, { kind: 'wait', reason: 'ratelimited' }],
    ['a rate limit as an error', { kind: 'error', error: 'ratelimited' }, { kind: 'wait', reason: 'ratelimited' }],
    ['an archived channel', { kind: 'error', error: 'is_archived' }, { kind: 'channel', reason: 'is_archived' }],
    ['a revoked token', { kind: 'error', error: 'token_revoked' }, { kind: 'installation', reason: 'token_revoked' }],
    ['an unknown word', { kind: 'error', error: 'something_new' }, { kind: 'wait', reason: 'something_new' }],
  ])('asks once and says what to do about %s', async (_, fault, expected) => {
    const { app, slack } = await startApp();
    slack.failNext('chat.postMessage', fault);

    const failure = await app.notifier
      .postIncident('#threat-intel', { incident, card }, begun())
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(DeliveryError);
    expect(failure).toMatchObject(expected);
    expect(slack.calls('chat.postMessage')).toHaveLength(1);
  });

  it('says how long a rate limit holds', async () => {
    const { app, slack } = await startApp();
    slack.failNext('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 7 });

    await expect(app.notifier.postIncident('#threat-intel', { incident, card }, begun())).rejects.toMatchObject({
      retryAfterMs: 7000,
    });
  });

  it('posts a reduced message, and says so, where Slack finds fault with ours', async () => {
    const { app, slack, lines } = await startApp();
    slack.failNext('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });

    await app.notifier.postIncident('#threat-intel', { incident, card }, begun());

    const [message] = slack.messages('threat-intel');
    expect(message?.blocks).toHaveLength(1);
    expect(message?.metadata).toMatchObject({ event_payload: { key: incident.key } });
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'slack found fault with a message' }),
    );
  });

  it('gives up on a message that is refused reduced as well', async () => {
    const { app, slack } = await startApp();
    slack.failNext('chat.postMessage', { kind: 'error', error: 'msg_too_long' }, 2);

    await expect(app.notifier.postIncident('#threat-intel', { incident, card }, begun())).rejects.toMatchObject({
      kind: 'message',
    });
    expect(slack.calls('chat.postMessage')).toHaveLength(2);
  });

  it('joins a public channel that refuses posts from outside', async () => {
    const { app, slack } = await startApp();
    slack.failNext('chat.postMessage', { kind: 'error', error: 'not_in_channel' });

    await app.notifier.postIncident('#random', { incident, card }, begun());

    expect(slack.messages('random')).toHaveLength(1);
    expect(slack.calls('conversations.join')).toHaveLength(1);
  });

  it('calls people and groups on the message, by their ids', async () => {
    const { app, slack } = await startApp();
    const routing = { ...incident.routing, mention: ['U012AB3CD', '@soc-leads', '@nobody'] };

    await app.notifier.postIncident('#threat-intel', { incident: { ...incident, routing }, card }, begun());

    const group = slack.calls('usergroups.list').at(-1)?.response?.['usergroups'];
    const [{ id }] = group as [{ id: string }];
    expect(JSON.stringify(slack.messages('threat-intel')[0]?.blocks)).toContain(
      `cc <@U012AB3CD> <!subteam^${id}> @nobody`,
    );
  });

  it('links the earlier message of an incident that was posted anew', async () => {
    const { app, slack } = await startApp();
    const previous = { channelId: 'C0OLD', messageTs: '1700000000.000100' };

    await app.notifier.postIncident('#threat-intel', { incident: { ...incident, previous }, card }, begun());

    expect(JSON.stringify(slack.messages('threat-intel')[0]?.blocks)).toContain('/archives/C0OLD/p1700000000000100|');
  });
});

describe('updating an incident', () => {
  it('sends text, blocks and metadata, so that nothing of the message is lost', async () => {
    const { app, slack } = await startApp();
    const ref = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());

    await app.notifier.updateIncident(ref, { ...incident, status: 'In Progress', revision: 2 }, card);

    const [message] = slack.messages('threat-intel');
    expect(message?.metadata).toMatchObject({ event_payload: { revision: 2 } });
    expect(JSON.stringify(message?.blocks)).toContain('In Progress');
    expect(slack.calls('chat.update')[0]?.args).toMatchObject({ text: expect.any(String), blocks: expect.any(Array) });
  });

  it('keeps text within what chat.update takes, whatever the title', async () => {
    const { app, slack } = await startApp();
    const ref = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());

    await app.notifier.updateIncident(ref, { ...incident, title: '<&>'.repeat(9000) }, card);

    expect(slack.messages('threat-intel')[0]?.text.length).toBeLessThan(4000);
  });

  it.each([
    ['message_not_found', 'gone'],
    ['edit_window_closed', 'locked'],
    ['cant_update_message', 'locked'],
  ])('says of %s that the message is %s', async (error, kind) => {
    const { app, slack } = await startApp();
    const ref = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());
    slack.failNext('chat.update', { kind: 'error', error });

    await expect(app.notifier.updateIncident(ref, incident, card)).rejects.toMatchObject({ kind });
  });
});

describe('threads and notices', () => {
  it('puts a line into the thread of the message, and into the channel too where it is broadcast', async () => {
    const { app, slack } = await startApp();
    const ref = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());
    const line = {
      at: incident.changedAt,
      by: 'U012AB3CD',
      text: 'changed the status',
      changes: [{ label: 'Status', from: 'Open', to: 'Resolved' }],
      broadcast: true,
    };

    await app.notifier.postThread({ ...incident, message: ref }, line, begun());

    const [reply] = slack.thread('threat-intel', ref.messageTs);
    expect(reply?.text).toBe('<@U012AB3CD> changed the status\nStatus: Resolved');
    expect(reply?.broadcast).toBe(true);
  });

  it('puts a file into the thread of the message, byte for byte', async () => {
    const { app, slack } = await startApp();
    const ref = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());
    const bytes = Uint8Array.from([0, 255, 1, 128]);

    await app.notifier.postFile(
      { ...incident, message: ref },
      { name: '../evidence\u202e.png', type: 'image/png', bytes },
      begun(),
    );

    const [file] = slack.thread('threat-intel', ref.messageTs).flatMap(({ files }) => files);
    expect(file).toMatchObject({ title: '.._evidence.png' });
    expect(Uint8Array.from(file?.bytes ?? [])).toEqual(bytes);
  });

  it.each<[string, InjectedFault, Partial<DeliveryError>]>([
    ['a scope that is missing', { kind: 'error', error: 'missing_scope' }, { kind: 'installation' }],
    ['a lost answer', { kind: 'lost-after' }, { kind: 'unknown' }],
  ])('says what to do where a file does not go for %s', async (_, fault, expected) => {
    const { app, slack } = await startApp();
    const ref = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());
    slack.failNext('files.completeUploadExternal', fault);
    const file = { name: 'a.txt', type: 'text/plain', bytes: Uint8Array.of(1) };

    await expect(app.notifier.postFile({ ...incident, message: ref }, file, begun())).rejects.toMatchObject(expected);
  });

  it('shortens an earlier message to a link, and takes its key away', async () => {
    const { app, slack } = await startApp();
    const earlier = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());
    const message = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());

    await app.notifier.retireIncident(earlier, { ...incident, message });

    const retired = slack.message(earlier.channelId, earlier.messageTs);
    expect(JSON.stringify(retired?.blocks)).toContain(message.messageTs.replace('.', ''));
    expect(JSON.stringify(retired?.metadata ?? {})).not.toContain(incident.key);
  });

  it('posts a notice of Picket itself', async () => {
    const { app, slack } = await startApp();

    await app.notifier.postNotice(
      'threat-intel',
      {
        tone: 'error',
        title: 'acme-threatmon refuses the key',
        text: 'Paused.',
      },
      begun(),
    );

    expect(slack.messages('threat-intel')[0]?.text).toBe('❌ acme-threatmon refuses the key');
  });
});
