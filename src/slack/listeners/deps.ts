import type { webApi } from '@slack/bolt';
import type { Actor } from '../../domain/access.ts';
import type { Desk } from '../../pipeline/desk.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Channels } from '../channels.ts';
import type { Groups } from '../directory.ts';
import type { Replies } from '../replies.ts';

export interface ListenerDeps {
  readonly desk: Desk;
  readonly replies: Replies;
  readonly web: webApi.WebClient;
  readonly channels: Channels;
  readonly groups: Groups;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
  readonly slackCommand: string;
  /** `https://acme.slack.com/`, for links to messages; absent until connected. */
  readonly workspaceUrl: () => string | undefined;
}

/** Who asks. The team goes along: people of other companies see our messages too. */
export function actorOf({ userId, teamId }: { userId: string; teamId: string | undefined }): Actor {
  return { kind: 'slack', userId, ...(teamId !== undefined && { teamId }) };
}

/** What a button, form or shortcut of another version is answered. */
export function outdated(what: string, slackCommand: string): string {
  return `This ${what} is from an older version of Picket. Use \`${slackCommand} help\` to see what there is.`;
}
