import * as z from 'zod';
import { nearest } from '../../domain/nearest.ts';
import type { Instant } from '../../domain/time.ts';
import {
  durationSetting,
  fetchSettings,
  instanceSettings,
  instantSetting,
  scheduleSetting,
  secretSetting,
  urlSetting,
} from '../instance-settings.ts';
import { collectionNamed, collections } from './collections.ts';
import type { Collection } from './collection.ts';
import type { CollectionName } from './collections.ts';
import { outdatedName } from './outdated-names.ts';

const hourMs = 3_600_000;

const positive = z.int().min(1, 'expected a whole number of 1 or more');
const requestsSetting = z
  .int()
  .min(1, 'expected a whole number from 1 to 5')
  .max(5, 'expected a whole number from 1 to 5');
const threeDays: Instant = { kind: 'back', duration: { amount: 3, unit: 'day' } };

/** Collections that indicators are taken from. Source: CONTRACT.md §14. */
export const indicatorCollections = [
  'compromised/account_group',
  'compromised/bank_card_group',
  'compromised/masked_card',
  'compromised/mule',
  'attacks/ddos',
  'attacks/deface',
  'attacks/phishing_kit',
  'attacks/phishing_group',
  'apt/threat',
  'hi/threat',
  'suspicious_ip/tor_node',
  'suspicious_ip/open_proxy',
  'suspicious_ip/socks_proxy',
  'suspicious_ip/vpn',
  'suspicious_ip/scanner',
  'malware/cnc',
  'osi/vulnerability',
  'osi/git_repository',
  'ioc/common',
] as const satisfies readonly (CollectionName | 'ioc/common')[];
export type IndicatorCollectionName = (typeof indicatorCollections)[number];

/** A collection's name out of `known`; what the vendor renamed or removed is told so, a slip gets the nearest name. */
function nameSetting<const Name extends string>(known: readonly Name[]) {
  return z.string().transform((text, context): Name => {
    const name = known.find((one) => one === text.trim().toLowerCase());
    if (name !== undefined) return name;
    context.addIssue({ code: 'custom', message: unknownName(text, known) });
    return z.NEVER;
  });
}

function unknownName(text: string, known: readonly string[]): string {
  const outdated = outdatedName(text.trim());
  if (outdated !== undefined) return outdated;
  const near = nearest(text, known);
  const hint = near === undefined ? `one of ${known.join(', ')}` : `did you mean \`${near}\`?`;
  return `there is no such collection to take in; ${hint}`;
}

/** A name alone, or a name with what is this collection's own. */
const collectionEntry = z.preprocess(
  (entry) => (typeof entry === 'string' ? { name: entry } : entry),
  z.strictObject({
    name: nameSetting(collections.map(({ name }) => name)),
    first: instantSetting.optional(),
    limit: positive.optional(),
    requests: requestsSetting.optional(),
    channel: z.string().min(1).optional(),
  }),
);

const accountFilters = ['combolist', 'unique', 'probableCorporateAccess'] as const;
const accounts: CollectionName = 'compromised/account_group';

const fetch = fetchSettings
  .omit({ max: true })
  .extend({
    first: instantSetting.default(threeDays),
    /** New incidents that one run takes in of a collection; `requests` times `limit` bounds it where it is absent. */
    max: positive.optional(),
    collections: z.array(collectionEntry).default([]),
    requests: requestsSetting.default(3),
    /** For all collections; what the vendor recommends for each where it is absent. */
    limit: positive.optional(),
    combolist: z.boolean().default(false),
    unique: z.boolean().default(false),
    probableCorporateAccess: z.boolean().default(false),
    huntingRules: z.boolean().default(false),
  })
  .superRefine((value, context) => {
    const names = value.collections.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue;
      context.addIssue({ code: 'custom', path: ['collections', index], message: `\`${name}\` is listed already` });
    }
    if (names.includes(accounts)) return;
    const message = `works on \`${accounts}\` only, which is not among \`fetch.collections\``;
    for (const filter of accountFilters) {
      if (value[filter]) context.addIssue({ code: 'custom', path: [filter], message });
    }
  });

const indicators = z.strictObject({
  collections: z.array(nameSetting(indicatorCollections)).min(1, 'expected at least one collection'),
  first: instantSetting.default(threeDays),
  every: scheduleSetting.default({ everyMs: hourMs }),
  /** Pages of a collection in one run. */
  requests: requestsSetting.default(2),
  /** For all indicators; the record's own where it is absent. */
  tlp: z.enum(['RED', 'AMBER', 'GREEN', 'WHITE']).optional(),
  tags: z.array(z.string().min(1)).default([]),
  expire: durationSetting.optional(),
});

/** Keys of a Group-IB instance. Source: INTERFACE.md §5, CONTRACT.md §6. */
export const groupIbSettings = instanceSettings.extend({
  vendor: z.literal('group-ib'),
  url: urlSetting.default('https://tap.group-ib.com/api/v2/'),
  /** The e-mail address that signs in to the portal; a colon would end it inside the credentials. */
  username: z
    .string()
    .trim()
    .min(1, 'expected a user name')
    .regex(/^[^:]*$/, 'expected a user name without a colon'),
  apiKey: secretSetting,
  reliability: z.enum(['A+', 'A', 'B', 'C', 'D', 'E', 'F']).default('C'),
  /** Whether `reliability` stands instead of what the collections of an answer say. */
  reliabilityOverride: z.boolean().default(true),
  reputation: z.array(z.enum(['ip', 'domain', 'file'])).default([]),
  fetch: fetch.prefault({}),
  indicators: indicators.optional(),
  pace: z.strictObject({ requests: positive.default(10), per: durationSetting.default(1000) }).prefault({}),
});

export type GroupIbSettings = z.output<typeof groupIbSettings>;
export type IndicatorSettings = NonNullable<GroupIbSettings['indicators']>;

/** What one collection is fetched with: its own entry, then the instance's keys, then the vendor's recommendation. */
export interface CollectionPlan {
  readonly collection: Collection;
  readonly first: Instant;
  readonly limit: number;
  readonly requests: number;
  readonly channel?: string;
  readonly hunting: boolean;
  readonly filters: {
    readonly combolist: boolean;
    readonly unique: boolean;
    readonly probableCorporateAccess: boolean;
  };
}

/** The configured collections, in their order. */
export function plansOf({ fetch: common }: GroupIbSettings): readonly CollectionPlan[] {
  return common.collections.flatMap(({ name, first, limit, requests, channel }) => {
    const collection = collectionNamed(name);
    if (collection === undefined) return [];
    const filtered = collection.name === accounts;
    return {
      collection,
      first: first ?? common.first,
      limit: limit ?? common.limit ?? collection.limit,
      requests: requests ?? common.requests,
      ...(channel !== undefined && { channel }),
      hunting: collection.alwaysHunting || common.huntingRules,
      filters: {
        combolist: filtered && common.combolist,
        unique: filtered && common.unique,
        probableCorporateAccess: filtered && common.probableCorporateAccess,
      },
    };
  });
}
