import * as z from 'zod';
import { type Answer, json } from '../simulator/answer.ts';
import { code, invalid, invalidIocs } from './answer.ts';
import { bodyOf } from './handlers.ts';
import type { IocHolding } from './holdings.ts';
import { iocTypeOf } from './ioc-kinds.ts';
import { IOC_TYPES, SEVERITIES } from './vocabulary.ts';
import type { Call, World } from './world.ts';

const Tags = z.array(z.object({ iocValue: z.string(), tag: z.string().min(1) })).min(1);
const Comments = z.array(z.object({ iocValue: z.string(), comment: z.string().min(1) })).min(1);
const Severities = z.array(z.object({ iocValue: z.string(), severity: z.enum(SEVERITIES) })).min(1);
const Whitelist = z.object({ iocs: z.array(z.object({ value: z.string(), whitelisted: z.boolean() })) });
const Values = z.object({ iocs: z.array(z.string()) });

const SCORES = { High: 90, Medium: 55, Low: 20 } as const;

/** `POST /v1/iocs/tags`. Source: CONTRACT.md §4.7; fixture `ioc/tag_fail.json`. */
export function addTags(call: Call): Answer {
  const tags = bodyOf(call, Tags);
  return (
    refusedValue(tags) ??
    succeeded(call.world, () => {
      for (const { iocValue, tag } of tags) {
        update(call.world, iocValue, ({ record }) => ({
          record: { ...record, tags: [...new Set([...record.tags, tag])] },
        }));
      }
    })
  );
}

/** `POST /v1/iocs/comments`. */
export function addComments(call: Call): Answer {
  const given = bodyOf(call, Comments);
  return (
    refusedValue(given) ??
    succeeded(call.world, () => {
      for (const { iocValue, comment } of given) {
        update(call.world, iocValue, ({ comments = [] }) => ({ comments: [...comments, comment] }));
      }
    })
  );
}

function refusedValue(items: readonly { readonly iocValue: string }[]): Answer | undefined {
  const wrong = items.findIndex(({ iocValue }) => !iocTypeOf(iocValue));
  const message = `IOC value should be one of: ${['IpAddresses', 'Urls', 'Domains', 'Hashes', 'Emails'].join(', ')}`;
  return wrong < 0 ? undefined : invalid(message, `/${wrong}/iocValue`);
}

/** `PATCH /v2/iocs/severity`: a value that is no indicator is told in a 200. Source: fixture `ioc/severity_fail.json`. */
export function changeSeverities(call: Call): Answer {
  const given = bodyOf(call, Severities);
  const wrong = given.map(({ iocValue }) => iocValue).filter((value) => !iocTypeOf(value));
  if (wrong.length > 0) {
    return json(200, { content: { success: false, reason: `Invalid IOC values - ${wrong.join(', ')}` } });
  }
  for (const { iocValue, severity } of given) {
    update(call.world, iocValue, ({ record }) => ({ record: { ...record, severity, score: SCORES[severity] } }));
  }
  call.world.changed();
  return json(200, { content: { success: true } });
}

/** `POST /v2/iocs/user-whitelist`. */
export function addToWhitelist(call: Call): Answer {
  const { iocs } = bodyOf(call, Whitelist);
  const whitelisted = new Map(iocs.map((ioc) => [ioc.value, ioc.whitelisted]));
  return onValues(call, [...whitelisted.keys()], (value, { record }) => ({
    record: { ...record, whitelisted: whitelisted.get(value) ?? false },
  }));
}

/** `DELETE /v2/iocs/user-whitelist`. */
export function removeFromWhitelist(call: Call): Answer {
  return onValues(call, bodyOf(call, Values).iocs, (_, { record }) => ({ record: { ...record, whitelisted: false } }));
}

/** `POST /v1/iocs/blocklist`. */
export function addToBlocklist(call: Call): Answer {
  return onValues(call, bodyOf(call, Values).iocs, () => ({ blocklisted: true }));
}

/** `DELETE /v1/iocs/blocklist`. */
export function removeFromBlocklist(call: Call): Answer {
  return onValues(call, bodyOf(call, Values).iocs, () => ({ blocklisted: false }));
}

type Change = (value: string, before: IocHolding) => Partial<IocHolding>;

function onValues(call: Call, values: readonly string[], change: Change): Answer {
  if (values.length === 0) return code('MissingIocs');
  if (!values.every(iocTypeOf)) return invalidIocs();
  return succeeded(call.world, () => {
    for (const value of values) update(call.world, value, (before) => change(value, before));
  });
}

function succeeded(world: World, act: () => void): Answer {
  act();
  world.changed();
  return json(200, { success: true });
}

/** Changes an indicator; one that is not known is known from now on, without a rating. Source: fixture `ioc/get.json`. */
function update(world: World, value: string, change: (before: IocHolding) => Partial<IocHolding>): void {
  const { iocs } = world.holdings;
  const at = world.now().toISOString();
  const before = iocs.find(value) ?? unratedIoc(value, at);
  const after = { ...before, ...change(before) };
  iocs.put({ ...after, record: { ...after.record, lastUpdateDate: at } });
}

/** An indicator that somebody has named and that the vendor has not rated yet. */
export function unratedIoc(value: string, at: string): IocHolding {
  const record = {
    value,
    type: iocTypeOf(value) ?? IOC_TYPES[0],
    status: 'Active',
    severity: 'PendingEnrichment',
    score: 0,
    lastUpdateDate: at,
    lastSeen: at,
    firstSeen: at,
    relatedMalware: [],
    relatedCampaigns: [],
    relatedThreatActors: [],
    reportedFeeds: [],
    whitelisted: false,
    tags: [],
  };
  return { record };
}
