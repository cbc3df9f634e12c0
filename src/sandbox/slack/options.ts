import type { IncomingMessage, ServerResponse } from 'node:http';

import type { VendorPanel } from './page-api.ts';

export interface UserOptions {
  readonly name: string;
  readonly id?: string;
  readonly realName?: string;
  readonly email?: string;
  readonly deleted?: boolean;
  readonly guest?: boolean;
  /** Another company's, as Slack Connect brings them. */
  readonly teamId?: string;
}

export interface ChannelOptions {
  readonly name: string;
  readonly kind: 'public' | 'private';
  readonly id?: string;
  readonly topic?: string;
  /** Names of the people in it; everybody when left out. */
  readonly members?: readonly string[];
  /** Whether the bot was invited. It is not when left out, as in a fresh installation. */
  readonly bot?: boolean;
  readonly archived?: boolean;
  readonly shared?: boolean;
}

interface CommandOptions {
  readonly command: string;
  readonly description?: string;
  readonly usageHint?: string;
}

interface ShortcutOptions {
  readonly callbackId: string;
  readonly name: string;
  readonly type?: 'message' | 'global';
}

/** How strict the limits are. Numbers are per workspace unless said otherwise. */
export interface RateLimitOptions {
  /** Posts that one channel takes at once before it is held to its pace; 5. */
  readonly postBurst?: number;
  /** Posts a second in one channel; 1. */
  readonly postsPerSecond?: number;
  /** Posts a minute over all channels; 500. */
  readonly postsPerMinute?: number;
  /** Calls a minute, by method, over the tiers of PLATFORM 5. */
  readonly perMinute?: { readonly [method: string]: number };
}

export interface SlackOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret?: string;
  /** Granted to the bot token. */
  readonly scopes?: readonly string[];
  /** The events that the app subscribed to. */
  readonly events?: readonly string[];
  readonly team?: string;
  readonly botName?: string;
  readonly users: readonly UserOptions[];
  readonly channels: readonly ChannelOptions[];
  readonly userGroups?: readonly { readonly handle: string; readonly users: readonly string[]; readonly id?: string }[];
  readonly commands?: readonly CommandOptions[];
  readonly shortcuts?: readonly ShortcutOptions[];
  readonly rateLimits?: false | RateLimitOptions;
  /** How long a trigger opens a modal; 3,000. */
  readonly triggerLifeMs?: number;
  /** How long the app has to acknowledge; 3,000. */
  readonly ackTimeoutMs?: number;
  /** Waits before an event is sent again; at once, 1 and 5 minutes. */
  readonly eventRetryMs?: readonly number[];
  /** How often Socket Mode connections are pinged; 10,000. */
  readonly pingIntervalMs?: number;
  /** HTTP mode: where signed requests go instead of over a socket. */
  readonly requestUrl?: string | (() => string);
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** Serves what is no part of Slack, on the same port; false lets it be a 404. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  readonly vendors?: () => readonly VendorPanel[];
}

/** Scopes that PLATFORM 12 marks as needed or recommended. */
export const DEFAULT_SCOPES: readonly string[] = [
  'chat:write',
  'commands',
  'channels:read',
  'groups:read',
  'channels:history',
  'groups:history',
  'channels:join',
  'users:read',
  'usergroups:read',
  'files:write',
];

/** Events that PLATFORM 12 names for a bot that posts and keeps a list of channels. */
export const DEFAULT_EVENTS: readonly string[] = [
  'app_home_opened',
  'app_mention',
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'channel_deleted',
  'member_joined_channel',
  'subteam_members_changed',
];
