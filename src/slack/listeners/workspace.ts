import type { App } from '@slack/bolt';
import type { ListenerDeps } from './deps.ts';

const channelEvents = [
  'channel_archive',
  'channel_created',
  'channel_deleted',
  'channel_id_changed',
  'channel_rename',
  'channel_unarchive',
  'group_archive',
  'group_deleted',
  'group_rename',
  'group_unarchive',
  'member_joined_channel',
] as const;
const groupEvents = ['subteam_created', 'subteam_members_changed', 'subteam_updated'] as const;
const farewells = ['app_uninstalled', 'tokens_revoked'] as const;

/** What happens in the workspace, as far as names, rights and the installation hang on it. */
export function registerWorkspace(app: App, { channels, groups, log }: ListenerDeps): void {
  for (const name of channelEvents) {
    app.event(name, async () => {
      channels.forget();
    });
  }
  for (const name of groupEvents) {
    app.event(name, async () => {
      groups.forget();
    });
  }
  for (const name of farewells) {
    app.event(name, async () => {
      log.error({ event: name }, 'slack took the app or its tokens away');
    });
  }
}
