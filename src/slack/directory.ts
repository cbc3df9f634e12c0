import type { webApi } from '@slack/bolt';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { deliveryErrorFrom } from './errors.ts';
import { groupsOf, personOf, type UserGroup } from './schema.ts';

/** The workspace's user groups, by handle and by member. */
export interface Groups {
  /** Handles (with `@`) of the groups a person is in. */
  of(userId: string): Promise<readonly string[]>;
  /** The id of `@handle`; absent where there is none. */
  idOf(handle: string): Promise<string | undefined>;
  /** Members changed: the next question reads anew. */
  forget(): void;
}

const freshMs = 5 * 60_000;
const retryMs = 30_000;
/** Rights must not outlive a membership for long because a list cannot be read. */
const trustedMs = 30 * 60_000;

/** Groups from one `usergroups.list`, kept for five minutes; empty where they cannot be read. */
export function createGroups({
  web,
  clock,
  log,
}: {
  readonly web: webApi.WebClient;
  readonly clock: Clock;
  readonly log: Log;
}): Groups {
  let groups: readonly UserGroup[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let nextAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const now = clock.now().getTime();
    try {
      groups = groupsOf(await web.usergroups.list({ include_users: true }));
      readAt = now;
      nextAt = now + freshMs;
    } catch (error) {
      nextAt = now + retryMs;
      if (now - readAt > trustedMs) groups = [];
      log.warn({ reason: deliveryErrorFrom(error).reason }, 'the Slack user groups cannot be read');
    }
  }

  async function current(): Promise<readonly UserGroup[]> {
    if (clock.now().getTime() >= nextAt) {
      reading ??= read().finally(() => {
        reading = undefined;
      });
    }
    await reading;
    return groups;
  }

  return {
    async of(userId) {
      return (await current()).filter(({ users }) => users.includes(userId)).map(({ handle }) => `@${handle}`);
    },
    async idOf(handle) {
      const name = handle.replace(/^@/, '').toLowerCase();
      return (await current()).find((group) => group.handle.toLowerCase() === name)?.id;
    },
    forget() {
      nextAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** A person's e-mail address; absent where Slack does not tell it: a missing scope, a bot, a stranger. */
export async function emailOf(web: webApi.WebClient, userId: string, log: Log): Promise<string | undefined> {
  try {
    return personOf(await web.users.info({ user: userId }))?.email;
  } catch (error) {
    log.info({ reason: deliveryErrorFrom(error).reason }, 'the e-mail address of a person cannot be read');
    return undefined;
  }
}
