import { type Answer, json } from '../simulator/answer.ts';
import { enrichmentData } from './enrichment-data.ts';
import { iocTypeOf } from './ioc-kinds.ts';
import type { Call } from './world.ts';

const FINAL = new Set<string>(['Done', 'Failed']);

/** `GET /v1/iocs/enrich/{value}`: starts an enrichment and, asked again, tells how it goes. Source: CONTRACT.md §8.1. */
export function enrich({ id: value, world }: Call): Answer {
  const type = iocTypeOf(value);
  if (type === undefined || type === 'Emails') {
    return json(200, { OriginalValue: value, Status: 'Invalid', FailedReason: 'Invalid IOC value' });
  }
  const { statuses, byValue, data, pollingCosts, remaining } = world.settings().enrichment;
  const script = byValue[value] ?? statuses;
  const asked = world.enrichments.get(value) ?? 0;
  const statusAt = (count: number) => script[Math.min(count, script.length - 1)] ?? 'Done';
  const runs = asked > 0 && !FINAL.has(statusAt(asked - 1));
  const costs = asked === 0 || (pollingCosts && runs);
  if (costs && remaining <= 0) return json(200, { OriginalValue: value, Status: 'QuotaExceeded' });

  if (costs) world.set({ enrichment: { remaining: remaining - 1 } });
  world.enrichments.set(value, asked + 1);
  const Status = statusAt(asked);
  if (Status !== 'Done') return json(200, { OriginalValue: value, Status });
  const known = world.holdings.iocs.find(value)?.record;
  const Data = data[value] ?? enrichmentData({ value, type, known, at: world.now() });
  return json(200, { OriginalValue: value, Status, Data });
}

/** `GET /v1/iocs/quota`. Source: CONTRACT.md §2.4. */
export function quota({ world }: Call): Answer {
  const { total, remaining } = world.settings().enrichment;
  const TimePeriod = world.now().toISOString().slice(0, 10);
  return json(200, { EnrichIocsQuota: { TimePeriod, Total: total, Remaining: remaining } });
}
