import type { App } from '@slack/bolt';
import { renderHome } from '../render/home.ts';
import { HomeOpened } from './schema.ts';
import { actorOf, type ListenerDeps } from './deps.ts';

/** Publishes the home tab when a person opens it. Openings while it is being made for the same person share one more. */
export function registerHome(app: App, { desk, web }: ListenerDeps): void {
  const publishing = new Map<string, { again: boolean }>();
  app.event('app_home_opened', async ({ event, context }) => {
    const { user, tab } = HomeOpened.parse(event);
    if (tab !== 'home') return;
    const current = publishing.get(user);
    if (current !== undefined) {
      current.again = true;
      return;
    }
    const state = { again: true };
    publishing.set(user, state);
    try {
      while (state.again) {
        state.again = false;
        const home = await desk.home(actorOf({ userId: user, teamId: context.teamId }));
        await web.views.publish({ user_id: user, view: renderHome(home) });
      }
    } finally {
      publishing.delete(user);
    }
  });
}
