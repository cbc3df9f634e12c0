import type { DeliveryError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { SlackConfig } from './app.ts';
import { boltLog } from './bolt-log.ts';
import { peopleLines } from './check-people.ts';
import { socketLine } from './check-socket.ts';
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
  /** Who is given rights or is mentioned: `@usergroup` handles and user ids. */
  readonly people: readonly string[];
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly proxyUrl?: string;
}

/**
 * Do the tokens work, do they carry the scopes, does the bot reach each channel, are those there who are named. Posts
 * nothing. Never throws.
 */
export async function checkSlack({
  config,
  channels,
  people,
  log,
  metrics,
  clock,
  proxyUrl,
}: SlackCheckDeps): Promise<readonly CheckLine[]> {
  const { apiUrl, botToken, appToken, mode } = config;
  const clients = createClients({
    apiUrl,
    botToken: botToken.reveal(),
    metrics,
    logger: boltLog(inDetail(log)),
    proxyUrl,
  });
  const { reading } = clients;
  const identity = await reading.auth.test().catch((error: unknown) => deliveryErrorFrom(error));
  if ('kind' in identity) return [failure('bot token', identity, apiUrl)];
  const lines: CheckLine[] = [
    { what: 'bot token', ok: true, text: `${identity.user ?? 'the bot'} in ${identity.team ?? 'the workspace'}` },
    scopeLine(missingScopes(identity.response_metadata?.scopes)),
  ];
  if (mode === 'socket' && appToken !== undefined) {
    lines.push(
      await socketLine(appToken.reveal(), clients, (error) => failure('app token', deliveryErrorFrom(error), apiUrl)),
    );
  }
  const known = createChannels({ web: reading, clock, log });
  for (const channel of channels) lines.push(await channelLine(channel, known));
  return [...lines, ...(await peopleLines(people, reading))];
}

/** What the library says of a failure is for who wants details: the lines say it in words. */
function inDetail(log: Log): Log {
  const debug: Log['debug'] = (data, message) => log.debug(data, message);
  return { ...log, warn: debug, error: debug };
}

/** Nice to have: each channel's own line says whether it is reached without. */
const conveniences: ReadonlySet<string> = new Set(['chat:write.public', 'users:read.email']);

function scopeLine(missing: readonly string[]): CheckLine {
  if (missing.length === 0) return { what: 'scopes', ok: true, text: 'all granted' };
  const without = missing.map((scope) => `${scope} (${scopes[scope] ?? ''})`).join(', ');
  const ok = missing.every((scope) => conveniences.has(scope));
  return {
    what: 'scopes',
    ok,
    text: ok ? `granted, without ${without}` : `missing: ${without}`,
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

function failure(what: string, { kind, reason }: DeliveryError, apiUrl: string): CheckLine {
  const reach = `Can this machine reach ${new URL(apiUrl).host}? Is a proxy needed?`;
  return { what, ok: false, text: reason, fix: kind === 'installation' ? installFix(what) : reach };
}

function installFix(what: string): string {
  return what === 'app token'
    ? 'Make an app-level token with the scope connections:write (Basic Information) and put it into slack.appToken.'
    : 'Reinstall the app and put its Bot User OAuth Token (xoxb-…) into slack.botToken.';
}
