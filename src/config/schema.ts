import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { AccessPolicy } from '../domain/access.ts';
import type { Rule } from '../domain/rule.ts';
import { secret } from '../domain/secret.ts';
import type { Secret } from '../domain/secret.ts';
import { parseDuration, unitMissing } from '../domain/time.ts';
import type { Duration } from '../domain/time.ts';

/** A credential that may be required to begin in a certain way. Nothing of it is ever repeated. */
function credential(message: string, form = /./): z.ZodType<Secret> {
  return z
    .string({ error: ({ input }) => (input === undefined ? `is missing; ${message}` : message) })
    .regex(form, message)
    .transform((value) => secret(value));
}

const botToken = credential('expected the bot token, which begins with `xoxb-`', /^(?:xoxe\.)?xoxb-\S+$/);
const appToken = credential('expected the app-level token, which begins with `xapp-` (socket mode)', /^xapp-\S+$/);
const signingSecret = credential('expected the signing secret of the Slack app (http mode)', /^\S+$/);
const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http(s) URL' });

const everyMode = {
  botToken,
  apiUrl: httpUrl.default('https://slack.com/api/').transform((url) => (url.endsWith('/') ? url : `${url}/`)),
  command: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, 'expected a slash and lower-case letters, digits, hyphens or underscores')
    .default('/threat'),
  limits: z.enum(['planned', 'obeyed']).default('planned'),
};

/** What Picket needs of Slack. Both modes' keys may stand; the mode says which must. */
const Slack = z.preprocess(
  withMode,
  z.discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('socket'), ...everyMode, appToken, signingSecret: signingSecret.optional() }),
    z.strictObject({ mode: z.literal('http'), ...everyMode, appToken: appToken.optional(), signingSecret }),
  ]),
);

function withMode(value: unknown): unknown {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping && !('mode' in value) ? { mode: 'socket', ...value } : value;
}

/** Where the store is. A relative file is below the folder that Picket is started in. */
export type StoreUrl =
  { readonly kind: 'file'; readonly path: string } | { readonly kind: 'postgres'; readonly url: Secret };

export const storeUrlExpected = 'expected `file:PATH` or `postgres://…`';

const storeUrl = z.string().transform((text, context): StoreUrl => {
  const url = parseStoreUrl(text);
  if (url !== undefined) return url;
  context.addIssue({ code: 'custom', message: storeUrlExpected });
  return z.NEVER;
});

/** Reads a store's URL; absent where the text is none. */
export function parseStoreUrl(text: string): StoreUrl | undefined {
  if (/^postgres(?:ql)?:\/\/\S+$/.test(text)) return { kind: 'postgres', url: secret(text) };
  const path = filePath(text);
  return path === undefined ? undefined : { kind: 'file', path };
}

function filePath(text: string): string | undefined {
  if (!text.startsWith('file:') || text.includes('\0')) return undefined;
  if (!text.startsWith('file://')) return text.slice('file:'.length) || undefined;
  try {
    return fileURLToPath(text);
  } catch {
    return undefined;
  }
}

const retention = durationOr('never', '180 days');

/** A duration, or the word that switches the thing off. */
function durationOr<Word extends string>(word: Word, example: string): z.ZodType<Duration | Word, string> {
  const explain = (input: unknown): string =>
    unitMissing(input) ?? `expected \`${word}\` or a duration, such as \`${example}\``;
  return z
    .string({ error: ({ input }) => (input === undefined || input === null ? undefined : explain(input)) })
    .transform((text, context): Duration | Word => {
      const duration = text === word ? word : parseDuration(text);
      if (duration !== undefined) return duration;
      context.addIssue({ code: 'custom', message: explain(text) });
      return z.NEVER;
    });
}

const channel = z
  .string()
  .regex(/^#?[^\s#@]{1,80}$/u, 'expected the name of a channel, such as "#threat-intel", or its id');
const holderForm = /^(?:everyone|[UW][A-Z0-9]{2,20}|@[^\s@]{1,80})$/u;
const holder = z
  .string()
  .regex(holderForm, 'expected a user id (U…), a user group’s handle ("@soc-leads") or `everyone`');
const holders = z.union([holder.transform((one) => (one === 'everyone' ? one : [one])), z.array(holder)]);
const person = holder.refine(
  (name) => name !== 'everyone',
  'expected a user id (U…) or a user group’s handle ("@soc-leads")',
);

const Access = z.strictObject({
  respond: holders.default('everyone'),
  act: holders.default('everyone'),
  reveal: holders.default([]),
  admin: holders.default('everyone'),
});

const text = z.string().min(1, 'expected a text; it is empty');
const commandLines = z.array(text);

/** One entry of `rules` (INTERFACE §4). Its expressions are compiled elsewhere. */
const RuleEntry = z.strictObject({
  when: text.optional(),
  channel: channel.optional(),
  mention: z.union([person.transform((one) => [one]), z.array(person)]).optional(),
  type: text.optional(),
  map: z.record(z.string(), text).optional(),
  drop: z.boolean().optional(),
  onUpdate: z.enum(['update-only', 'recreate-closed', 'ignore']).optional(),
  on: z
    .strictObject({ new: commandLines.optional(), updated: commandLines.optional(), closed: commandLines.optional() })
    .optional(),
});

/** What of a rule is looked at once more after it was read; each part that is wrong is left out. */
const readableChange = commandLines.optional().catch(undefined);
export const ReadableRule = z
  .object({
    when: text.optional().catch(undefined),
    map: z.record(z.string(), text).optional().catch(undefined),
    on: z.object({ new: readableChange, updated: readableChange, closed: readableChange }).optional().catch(undefined),
  })
  .catch({});

/** What every instance has, as far as the whole of a configuration needs it. */
export interface InstanceCommon {
  readonly name: string;
  readonly channel?: string | undefined;
  readonly insecure?: boolean | undefined;
}

/** `picket.yaml` (INTERFACE §3), around the vendors' own `instances`. */
export function configSchema<Instance extends InstanceCommon>(instances: z.ZodType<Instance>) {
  return z.strictObject({
    slack: Slack,
    store: z
      .strictObject({
        url: storeUrl.default({ kind: 'file', path: 'data/picket.json' }),
        retention: retention.default({ amount: 180, unit: 'day' }),
      })
      .prefault({}),
    http: z
      .strictObject({
        port: z.int().min(0, 'expected a port').max(65_535, 'expected a port, at most 65535').default(3000),
        host: text.default('127.0.0.1'),
      })
      .prefault({}),
    channel: channel.optional(),
    burst: z.int().min(1, 'expected a whole number of 1 or more').default(15),
    reconcile: durationOr('off', '6 hours').optional(),
    access: Access.prefault({}),
    rules: z.array(RuleEntry).default([]),
    instances: z.array(instances).default([]),
  });
}

export interface SlackSettings {
  readonly mode: 'socket' | 'http';
  readonly botToken: Secret;
  readonly appToken?: Secret | undefined;
  readonly signingSecret?: Secret | undefined;
  /** With a slash at its end. */
  readonly apiUrl: string;
  readonly command: string;
  /** Calls are planned below Slack's limits; or only its refusals are obeyed, for a stand-in that has none. */
  readonly limits: 'planned' | 'obeyed';
}

/** What the file alone says, checked. */
export type Settings<Instance extends InstanceCommon> = z.output<ReturnType<typeof configSchema<Instance>>>;

/** A configuration that was checked. Secrets print as `[secret]`. */
export interface Config<Instance extends InstanceCommon = InstanceCommon> {
  readonly slack: SlackSettings;
  readonly store: { readonly url: StoreUrl; readonly retention: Duration | 'never' };
  readonly http: { readonly port: number; readonly host: string };
  /** Where things go that belong to no instance; the first instance's channel where the file names none. */
  readonly channel: string;
  readonly burst: number;
  /** How often messages in Slack are compared with their incidents; absent: every 6 hours while that is cheap. */
  readonly reconcile?: Duration | 'off' | undefined;
  readonly access: AccessPolicy;
  readonly rules: readonly Rule[];
  readonly instances: readonly Instance[];
  /** For the operator, at every start. */
  readonly warnings: readonly string[];
  /** Every value that must never be printed. */
  readonly secrets: readonly Secret[];
}
