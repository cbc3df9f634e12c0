import type { LookBack } from '../../src/ports/notifier.ts';
import { describe, expect, it } from 'vitest';
import type { InjectedFault } from '../../src/sandbox/slack/faults.ts';
import { begun, startApp } from './harness.ts';
import { cardSample, incidentSample, summarySample } from './samples.ts';

const incident = incidentSample();
const card = cardSample();

describe('a TLP:RED incident', () => {
  const red = { ...incident, tlp: 'RED', title: 'Board plans leaked', description: 'The plans of the board.' };

  it('shows nothing of its content in a channel that is not private, nor in its thread', async () => {
    const { app, slack } = await startApp();

    const message = await app.notifier.postIncident('#threat-intel', { incident: red, card }, begun());
    await app.notifier.postThread({ ...red, message }, { at: red.changedAt, text: 'Board plans changed' }, begun());
    await app.notifier.postFile(
      { ...red, message },
      { name: 'board.csv', type: 'text/csv', bytes: Uint8Array.of(1) },
      begun(),
    );

    const posted = slack.message(message.channelId, message.messageTs);
    expect(posted?.text).toBe(`TLP:RED: ${red.type} is held`);
    expect(JSON.stringify(posted)).toContain(`/threat show ${red.key}`);
    expect(JSON.stringify(slack.calls())).not.toMatch(/Board|board\.csv|plans/);
  });

  it('shows its content once the vendor lowers it', async () => {
    const { app, slack } = await startApp();
    const message = await app.notifier.postIncident('#threat-intel', { incident: red, card }, begun());

    await app.notifier.updateIncident(message, { ...red, tlp: 'AMBER' }, card);

    expect(slack.message(message.channelId, message.messageTs)?.text).toContain('Board plans leaked');
  });

  it('is shown whole in a private channel', async () => {
    const { app, slack } = await startApp();

    const message = await app.notifier.postIncident('#soc', { incident: red, card }, begun());

    expect(slack.message(message.channelId, message.messageTs)?.text).toContain('Board plans leaked');
  });
});

describe('a post without an answer', () => {
  const longAgo: LookBack = { since: '2020-01-01T00:00:00.000Z', signal: AbortSignal.timeout(10_000) };

  it.each<[string, InjectedFault, boolean]>([
    ['is found where Slack took it', { kind: 'lost-after' }, true],
    ['is not found where Slack did not', { kind: 'lost-before' }, false],
  ])('%s', async (_, fault, taken) => {
    const { app, slack } = await startApp();
    const ref = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());
    slack.failNext('chat.postMessage', fault, 2);

    const line = { at: incident.changedAt, text: 'changed' };
    await expect(app.notifier.postThread({ ...incident, message: ref }, line, begun('a7'))).rejects.toMatchObject({
      kind: 'unknown',
    });
    await expect(
      app.notifier.postIncident(
        '#threat-intel',
        { incident: { ...incident, key: 'acme:9', revision: 4 }, card },
        begun(),
      ),
    ).rejects.toMatchObject({ kind: 'unknown' });

    const line7 = await app.notifier.findPost({ message: ref }, { attempt: 'a7' }, longAgo);
    expect(line7 !== undefined).toBe(taken);
    const found = await all(app.notifier.incidentMessages('#threat-intel', longAgo));
    expect(found.filter(({ key }) => key === 'acme:9').map(({ revision }) => revision)).toEqual(taken ? [4] : []);
  });

  it('cannot be looked for without the scope, and says so', async () => {
    const { app } = await startApp({ workspace: { scopes: ['chat:write', 'channels:read', 'commands'] } });

    const look = all(app.notifier.incidentMessages('#threat-intel', longAgo));

    await expect(look).rejects.toMatchObject({ kind: 'installation' });
  });
});

describe('a CSV', () => {
  it('comes with its first rows as a table of text, masked, in one post', async () => {
    const { app, slack } = await startApp();
    const message = await app.notifier.postIncident('#threat-intel', { incident, card }, begun());
    const rows = Array.from({ length: 8 }, (_, index) => [
      `user${index}@acme.example`,
      'Summer2026!',
      '<!channel> `x`',
    ]);
    const preview = { title: 'The CSV, 8 rows', columns: ['Login', 'Password', 'Note'], rows, sensitive: ['Password'] };

    await app.notifier.postFile(
      { ...incident, message },
      { name: 'a.csv', type: 'text/csv', bytes: Uint8Array.of(1), preview },
      begun(),
    );

    const [upload] = slack.calls('files.completeUploadExternal');
    const comment = String(upload?.args['initial_comment']);
    expect(comment).toContain('Login');
    expect(comment).toContain('user4[@]acme[.]example');
    expect(comment).toContain('+ 3 more rows in the file');
    expect(comment).not.toMatch(/Summer2026|<!channel>|user5/);
  });
});

describe('a summary', () => {
  it('is found again by its attempt, and edited in place', async () => {
    const { slack, app } = await startApp();
    const { messageTs } = await app.notifier.postSummary('#threat-intel', summarySample(), begun());
    const back = { since: new Date(0).toISOString(), signal: new AbortController().signal };

    const found = await app.notifier.findPost({ channel: '#threat-intel' }, { attempt: 'a1' }, back);
    if (found !== undefined) await app.notifier.updateSummary(found, summarySample({ keys: ['a', 'b'], revision: 2 }));

    expect(found?.messageTs).toBe(messageTs);
    expect(slack.messages('threat-intel').map(({ text }) => text)).toEqual([
      '🔴 2 more incidents from ThreatMon (acme): 3 critical, 20 high, 2 low',
    ]);
  });
});

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
