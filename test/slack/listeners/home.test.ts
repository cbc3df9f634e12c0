import { describe, expect, it, vi } from 'vitest';
import type { Desk } from '../../../src/pipeline/desk.ts';
import { startApp } from '../harness.ts';

describe('the App Home', () => {
  it('is published when its tab is opened, and not for the messages tab', async () => {
    const home = vi.fn<Desk['home']>(async () => ({ instances: [], counts: [], slackCommand: '/threat' }));
    const { slack } = await startApp({ desk: { home } });

    await slack.openHome({ user: 'ada', tab: 'messages' });
    await slack.openHome({ user: 'ada', tab: 'home' });

    await expect.poll(() => JSON.stringify(slack.home('ada')?.content.blocks)).toContain('/threat help');
    expect(home).toHaveBeenCalledTimes(1);
  });

  it('is published also where the connection to Slack broke', async () => {
    const { slack } = await startApp();
    slack.failNext('views.publish', { kind: 'lost-before' });

    await slack.openHome({ user: 'ada', tab: 'home' });

    await expect.poll(() => JSON.stringify(slack.home('ada')?.content.blocks)).toContain('/threat help');
  });
});
