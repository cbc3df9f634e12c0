import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';
import { openApp, realClock, startApp } from './harness.ts';

/** A clock whose time only moves when told to. */
function settableClock(): { readonly clock: Clock; readonly pass: (ms: number) => void } {
  let now = Date.parse('2026-09-03T10:00:00.000Z');
  return {
    clock: { now: () => new Date(now), sleep: async (ms, signal) => realClock.sleep(ms, signal) },
    pass(ms) {
      now += ms;
    },
  };
}

describe('channels', () => {
  it.each(['#threat-intel', 'threat-intel', 'Threat-Intel', '#soc'])('finds %s by its name', async (name) => {
    const { app, slack } = await startApp();

    expect(await app.channels.resolve(name)).toBe(slack.channel(name.replace('#', '').toLowerCase()).id);
  });

  it.each(['C012AB3CD', 'D012AB3CD', 'U012AB3CD'])('takes the id %s as it is, without a request', async (id) => {
    const { app, slack } = await openApp();

    expect(await app.channels.resolve(id)).toBe(id);
    expect(slack.calls('conversations.list')).toEqual([]);
  });

  it('are listed once for many names, and again for an unknown one at most once a minute', async () => {
    const { clock, pass } = settableClock();
    const { app, slack } = await startApp({ clock });
    const lists = () => slack.calls('conversations.list').length;

    await app.channels.resolve('#threat-intel');
    await app.channels.resolve('#random');
    await app.channels.resolve('#nowhere');
    expect(lists()).toBe(1);

    pass(61_000);
    await app.channels.resolve('#nowhere');
    await app.channels.resolve('#nowhere');
    expect(lists()).toBe(2);
  });

  it('gives an unknown name on to Slack, which has the last word', async () => {
    const { app } = await startApp();

    expect(await app.channels.resolve('#nowhere')).toBe('#nowhere');
  });

  it('gives every name on where the list cannot be read, and says so', async () => {
    const { app, lines } = await startApp({ workspace: { scopes: ['chat:write'] } });

    expect(await app.channels.resolve('#threat-intel')).toBe('#threat-intel');
    expect(lines.map(({ message }) => message)).toContain('the list of Slack channels cannot be read');
  });

  it('are listed anew once they changed', async () => {
    const { app, slack } = await startApp({ workspace: { events: ['channel_rename'] } });
    await app.channels.resolve('#threat-intel');

    await slack.sendEvent({ type: 'channel_rename', channel: { id: 'C1', name: 'x', created: 1 } });

    await expect
      .poll(async () => {
        await app.channels.resolve('#threat-intel');
        return slack.calls('conversations.list').length;
      })
      .toBe(2);
  });

  it('warns of a channel that other companies read', async () => {
    const channels = [{ name: 'shared', kind: 'public' as const, bot: true, shared: true }];
    const { app, lines } = await startApp({ workspace: { channels } });

    await app.channels.resolve('#shared');
    await app.channels.resolve('#shared');

    expect(lines.filter(({ message }) => message.includes('outside the company'))).toHaveLength(1);
  });
});

describe('the directory', () => {
  it('knows the groups of a person by handle, from one request', async () => {
    const { app, slack } = await startApp();

    expect(await app.directory.groupsOf(slack.user('ada').id)).toEqual(['@soc-leads']);
    expect(await app.directory.groupsOf(slack.user('lin').id)).toEqual([]);
    expect(slack.calls('usergroups.list')).toHaveLength(1);
  });

  it('gives no rights where groups cannot be read', async () => {
    const { app, slack, lines } = await startApp({ workspace: { scopes: ['chat:write'] } });

    expect(await app.directory.groupsOf(slack.user('ada').id)).toEqual([]);
    expect(lines.map(({ message }) => message)).toContain('the Slack user groups cannot be read');
  });

  it('trusts what it knew through a short failure, and not through a long one', async () => {
    const { clock, pass } = settableClock();
    const { app, slack } = await startApp({ clock });
    const ada = slack.user('ada').id;
    await app.directory.groupsOf(ada);
    slack.failNext('usergroups.list', { kind: 'error', error: 'fatal_error' }, 100);

    pass(6 * 60_000);
    expect(await app.directory.groupsOf(ada)).toEqual(['@soc-leads']);
    pass(31 * 60_000);
    expect(await app.directory.groupsOf(ada)).toEqual([]);
  });
});
