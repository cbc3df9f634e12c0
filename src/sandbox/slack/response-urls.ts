import { newToken } from './ids.ts';
import { SlackError } from './slack-error.ts';

const MAX_USES = 5;
const LIFE_MS = 30 * 60 * 1000;

/** Where answers to an interaction go. */
export interface ResponseTarget {
  readonly kind: 'command' | 'action';
  readonly userId: string;
  readonly channelId: string;
  /** The message that was acted on. */
  readonly messageTs?: string;
}

/** Addresses that an app may answer to without a token. */
export interface ResponseUrls {
  /** The path of a new address. */
  issue(target: ResponseTarget): string;
  /** Whether a path is, or was, one of ours. */
  knows(path: string): boolean;
  /** Counts a use; throws a `SlackError` once the address is worn out or too old. */
  use(path: string): ResponseTarget;
}

/** @param now milliseconds since 1970 */
export function createResponseUrls(teamId: string, now: () => number): ResponseUrls {
  const issued = new Map<string, { target: ResponseTarget; at: number; uses: number }>();
  return {
    issue: (target) => {
      const path = `/${target.kind}s/${teamId}/${newToken()}`;
      issued.set(path, { target, at: now(), uses: 0 });
      return path;
    },
    knows: (path) => issued.has(path),
    use: (path) => {
      const known = issued.get(path);
      if (!known || now() - known.at > LIFE_MS) throw new SlackError('expired_url');
      if (known.uses >= MAX_USES) throw new SlackError('used_url');
      known.uses += 1;
      return known.target;
    },
  };
}
