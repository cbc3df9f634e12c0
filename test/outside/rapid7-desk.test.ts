import { describe, expect, it, vi } from 'vitest';
import type { Rapid7Sandbox } from '../../src/sandbox/rapid7/sandbox.ts';
import { DEFAULT_SCOPES } from '../../src/sandbox/slack/options.ts';
import type { View } from '../../src/sandbox/slack/model.ts';
import { world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';
import { messages, patience, posted, rapid7 } from './rapid7-world.ts';

const user = 'mira';

/** Presses a button that opens a form. */
async function opened({ slack }: World, ts: string, find: string): Promise<View> {
  await slack.press({ user, channel: 'threat-intel', ts, find });
  return vi.waitFor(() => {
    const view = slack.views(user).at(-1);
    if (view === undefined) throw new Error('no form opened');
    return view;
  }, patience);
}

function closings(vendor: Rapid7Sandbox): unknown[] {
  return vendor.requests().flatMap(({ path, body }) => (path.includes('close-alert') ? [body] : []));
}

describe('a Rapid7 alert', () => {
  it('is closed from its message through the form, at the vendor', async () => {
    const here = await world();
    const vendor = await rapid7();
    const { id, ts } = await posted(here, vendor);

    await opened(here, ts, 'Close…');
    await here.slack.submit({ user, values: { reason: 'Problem Solved' } });

    await vi.waitFor(() => expect(vendor.alerts()[0]).toMatchObject({ _id: id, Closed: { IsClosed: true } }), patience);
    await vi.waitFor(() => expect([...messages(here).values()][0]).toContain('Closed'), patience);
    expect(here.slack.views(user)).toEqual([]);
  });

  it('is removed for good only after the form asked whether to', async () => {
    const here = await world();
    const vendor = await rapid7();
    const { ts } = await posted(here, vendor);

    const plain = await opened(here, ts, 'Close…');
    await here.slack.submit({ user, values: { reason: 'False Positive', is_hidden: 'true' } });
    const [asking] = here.slack.views(user);
    const before = closings(vendor);
    await here.slack.submit({ user });

    expect(JSON.stringify(plain.content)).not.toContain('for good?');
    expect(JSON.stringify(asking?.content)).toContain('Remove the alert for good?');
    expect(before).toEqual([]);
    await vi.waitFor(() => expect(closings(vendor)).toEqual([{ Reason: 'FalsePositive', IsHidden: true }]), patience);
    expect(here.slack.views(user)).toEqual([]);
  });

  it('is not removed by a typed line whose question is closed', async () => {
    const here = await world();
    const vendor = await rapid7();
    const { id } = await posted(here, vendor);
    const line = `threat-command-alert-close alert_id=${id} reason="False Positive" is_hidden=true`;

    await here.slack.slash({ user, channel: 'threat-intel', command: '/threat', text: line });
    const [asking] = await vi.waitFor(() => {
      expect(here.slack.views(user)).toHaveLength(1);
      return here.slack.views(user);
    }, patience);
    await here.slack.closeView({ user });
    await here.slack.slash({ user, channel: 'threat-intel', command: '/threat', text: 'incidents' });
    await vi.waitFor(() => expect(here.slack.ephemerals(user)).toHaveLength(1), patience);

    expect(JSON.stringify(asking?.content)).toContain('Remove the alert for good?');
    expect(closings(vendor)).toEqual([]);
  });

  it('is assigned to who pressed, by e-mail address', async () => {
    const here = await world({ slack: { scopes: [...DEFAULT_SCOPES, 'users:read.email'] } });
    const vendor = await rapid7();
    vendor.set({
      users: [{ _id: '59490cd818a3b902664b4ed7', Email: 'MIRA@sandbox.example', Role: 'Analyst', IsDeleted: false }],
    });
    const { id, ts } = await posted(here, vendor);
    const menu = /"action_id":"([^"]+:menu)"/.exec(JSON.stringify(here.slack.messages('threat-intel')))?.[1] ?? '';

    await here.slack.press({ user, channel: 'threat-intel', ts, find: menu, choose: 'Assign to me' });

    await vi.waitFor(
      () => expect(vendor.alerts()[0]).toMatchObject({ _id: id, Assignees: ['59490cd818a3b902664b4ed7'] }),
      patience,
    );
  });

  it('has what the analyst answers in its thread, once, also after a restart', async () => {
    const here = await world();
    const vendor = await rapid7();
    const { id, ts, bot } = await posted(here, vendor);
    const thread = (): string[] =>
      here.slack.thread('threat-intel', ts).map(({ text, blocks }) => text + JSON.stringify(blocks));
    const answered = (words: string): string[] => thread().filter((reply) => reply.includes(words));
    const talksRead = (): number =>
      vendor.requests().filter(({ path }) => path.includes('analyst-conversation')).length;

    await opened(here, ts, 'Ask the analyst…');
    await here.slack.submit({ user, values: { question: 'Is it ours?' } });
    await vi.waitFor(() => expect(answered('asked the analyst: Is it ours?')).toHaveLength(1), patience);
    vendor.sayAsAnalyst(id, 'It is not yours.');
    await vi.waitFor(() => expect(answered('It is not yours.')).toHaveLength(1), patience);
    await bot.signal('SIGTERM');
    const readBefore = talksRead();
    await here.operator.start();
    await vi.waitFor(() => expect(talksRead()).toBeGreaterThan(readBefore + 1), patience);
    vendor.sayAsAnalyst(id, 'A takedown is on its way.');
    await vi.waitFor(() => expect(answered('A takedown is on its way.')).toHaveLength(1), patience);

    expect(vendor.dossier(id).conversation.map(({ Message }) => Message)).toContain('Is it ours?');
    expect(answered('It is not yours.')).toHaveLength(1);
    expect(answered('Is it ours?')).toHaveLength(1);
    expect(here.slack.messages('threat-intel')).toHaveLength(1);
  });
});
