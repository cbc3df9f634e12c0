import type { DeliveryError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { SlackConfig } from './app.ts';
import { boltLog } from './bolt-log.ts';
import { createChannels } from './channels.ts';
import type { Channels } from './channels.ts';
import { createClients } from './clients.ts';
import { deliveryErrorFrom } from './errors.ts';
import { missingScopes, scopes } from './scopes.ts';

/** One line of `picket check`. */
export interface CheckLine {
  readonly what: string;
  readonly ok: boolean;
  readonly text: string;
  /** What to do next. */
  readonly fix?: string;
}

export interface SlackCheckDeps {
  readonly config: SlackConfig;
  readonly channels: readonly string[];
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly proxyUrl?: string;
}

/** Do the tokens work, do they carry the scopes, does the bot reach each channel. Posts nothing. Never throws. */
export async function checkSlack({
  config,
  channels,
  log,
  metrics,
  clock,
  proxyUrl,
}: SlackCheckDeps): Promise<readonly CheckLine[]> {
  const { apiUrl, botToken, appToken, mode } = config;
  const { reading } = createClients({
    apiUrl,
    botToken: botToken.reveal(),
    metrics,
    logger: boltLog(log),
    proxyUrl,
  });
  const identity = await reading.auth.test().catch((error: unknown) => deliveryErrorFrom(error));
  if ('kind' in identity) return [failure('bot token', identity)];
  const lines: CheckLine[] = [
    { what: 'bot token', ok: true, text: `${identity.user ?? 'the bot'} in ${identity.team ?? 'the workspace'}` },
    scopeLine(missingScopes(identity.response_metadata?.scopes)),
  ];
  if (mode === 'socket' && appToken !== undefined) {
    const opened = await reading.apps.connections
      .open({ token: appToken.reveal() })
      .catch((error: unknown) => deliveryErrorFrom(error));
    lines.push(
      'kind' in opened ? failure('app token', opened) : { what: 'app token', ok: true, text: 'Socket Mode opens' },
    );
  }
  const known = createChannels({ web: reading, clock, log });
  for (const channel of channels) lines.push(await channelLine(channel, known));
  return lines;
}

/** Nice to have: each channel's own line says whether it is reached without. */
const conveniences: ReadonlySet<string> = new Set(['chat:write.public', 'users:read.email']);

function scopeLine(all: readonly string[]): CheckLine {
  const missing = all.filter((scope) => !conveniences.has(scope));
  if (missing.length === 0) return { what: 'scopes', ok: true, text: 'all granted' };
  const without = missing.map((scope) => `${scope} (${scopes[scope] ?? ''})`).join(', ');
  return {
    what: 'scopes',
    ok: false,
    text: `missing: ${without}`,
    fix: 'Add them under OAuth & Permissions and reinstall the app.',
  };
}

async function channelLine(name: string, channels: Channels): Promise<CheckLine> {
  const what = `channel ${name}`;
  const found = await channels.find(name);
  if (found === undefined) {
    return {
      what,
      ok: false,
      text: 'not found',
      fix: `Create it, or invite the bot where it is private: /invite @Picket in ${name}.`,
    };
  }
  if (!found.member) {
    const text = found.private
      ? 'private, and the bot is not in it'
      : 'the bot is not in it; it can post, but not look for its own messages';
    return { what, ok: !found.private, text, fix: `/invite @Picket in ${name}` };
  }
  if (found.external)
    return {
      what,
      ok: true,
      text: 'reachable; people outside the company read it, too',
      fix: 'Choose another channel if they should not.',
    };
  return { what, ok: true, text: found.private ? 'reachable, private' : 'reachable' };
}

function failure(what: string, { kind, reason }: DeliveryError): CheckLine {
  return {
    what,
    ok: false,
    text: reason,
    fix: kind === 'installation' ? installFix(what) : 'Can this machine reach slack.com? Is a proxy needed?',
  };
}

function installFix(what: string): string {
  return what === 'app token'
    ? 'Make an app-level token with the scope connections:write (Basic Information) and put it into slack.appToken.'
    : 'Reinstall the app and put its Bot User OAuth Token (xoxb-…) into slack.botToken.';
}
