import type { RateLimitOptions } from './options.ts';

const MINUTE_MS = 60_000;
const TIER_2 = 20;
const TIER_3 = 50;
const TIER_4 = 100;
const GENEROUS = 600;

/** Calls a minute. Source: PLATFORM 5. A method that is not named here has tier 3. */
const PER_MINUTE: { readonly [method: string]: number } = {
  'api.test': TIER_4,
  'auth.test': GENEROUS,
  'chat.getPermalink': GENEROUS,
  'chat.postEphemeral': TIER_4,
  'conversations.list': TIER_2,
  'conversations.members': TIER_4,
  'files.completeUploadExternal': TIER_4,
  'files.getUploadURLExternal': TIER_4,
  'files.info': TIER_4,
  'reactions.remove': TIER_2,
  'usergroups.list': TIER_2,
  'usergroups.users.list': TIER_2,
  'users.info': TIER_4,
  'users.list': TIER_2,
  'views.open': TIER_4,
  'views.publish': TIER_4,
  'views.push': TIER_4,
  'views.update': TIER_4,
};

/** Answers whether a call is one too many. */
export interface RateLimits {
  /** Seconds to wait; `undefined` lets the call through and counts it. */
  overLimit(method: string, channelId: string): number | undefined;
  /** The same for a response_url. */
  responseOverLimit(url: string): number | undefined;
}

interface Rule {
  waitMs(key: string): number;
  count(key: string): void;
}

function window(limit: number, now: () => number): Rule {
  const calls = new Map<string, number[]>();
  const recent = (key: string) => (calls.get(key) ?? []).filter((at) => at > now() - MINUTE_MS);
  return {
    waitMs: (key) => {
      const kept = recent(key);
      const oldest = kept[kept.length - limit];
      return oldest === undefined ? 0 : oldest + MINUTE_MS - now();
    },
    count: (key) => {
      calls.set(key, [...recent(key), now()]);
    },
  };
}

function bucket({ burst, perSecond }: { burst: number; perSecond: number }, now: () => number): Rule {
  const buckets = new Map<string, { tokens: number; at: number }>();
  const level = (key: string) => {
    const known = buckets.get(key) ?? { tokens: burst, at: now() };
    return Math.min(burst, known.tokens + ((now() - known.at) * perSecond) / 1000);
  };
  return {
    waitMs: (key) => Math.max(0, ((1 - level(key)) * 1000) / perSecond),
    count: (key) => {
      buckets.set(key, { tokens: level(key) - 1, at: now() });
    },
  };
}

function firstOver(rules: readonly (readonly [Rule, string])[]): number | undefined {
  const waitMs = Math.max(...rules.map(([rule, key]) => rule.waitMs(key)));
  // Half a millisecond of rounding must not hold a caller that waited as long as it was told.
  if (waitMs > 0.5) return Math.ceil(waitMs / 1000);
  for (const [rule, key] of rules) rule.count(key);
  return undefined;
}

/**
 * Slack's limits: posts by channel with a short burst, everything else by method and minute.
 *
 * @param now milliseconds since 1970
 */
export function createRateLimits(options: false | RateLimitOptions, now: () => number): RateLimits {
  if (options === false) return { overLimit: () => undefined, responseOverLimit: () => undefined };
  const { postBurst = 5, postsPerSecond = 1, postsPerMinute = 500, perMinute = {} } = options;
  const channels = bucket({ burst: postBurst, perSecond: postsPerSecond }, now);
  const responses = bucket({ burst: 3, perSecond: 1 }, now);
  const posts = window(perMinute['chat.postMessage'] ?? postsPerMinute, now);
  const methods = new Map<string, Rule>();

  function ruleOf(method: string): Rule {
    const rule = methods.get(method) ?? window(perMinute[method] ?? PER_MINUTE[method] ?? TIER_3, now);
    methods.set(method, rule);
    return rule;
  }

  return {
    overLimit: (method, channelId) =>
      method === 'chat.postMessage'
        ? firstOver([
            [channels, channelId],
            [posts, method],
          ])
        : firstOver([[ruleOf(method), method]]),
    responseOverLimit: (url) => firstOver([[responses, url]]),
  };
}
