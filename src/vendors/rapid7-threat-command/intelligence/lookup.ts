import type { Indicator } from '../../../domain/indicator.ts';
import type { Finding } from '../../../ports/vendor.ts';
import type { Rapid7Client } from '../client.ts';
import { enrichEach } from './enrichment.ts';
import type { Enrichment, Pace } from './enrichment.ts';
import { lookupPace } from './polling.ts';
import { quotaText } from './quota.ts';
import { quotaUsedUp } from './states.ts';
import { factLine, factsOf, scoreOf } from './verdict.ts';

/** The reputation commands tell all of it. */
const longestFact = 160;

/** What the vendor has no enrichment for is not asked about. */
const kinds: ReadonlySet<Indicator['kind']> = new Set(['ip', 'domain', 'url', 'file']);

/**
 * What Threat Command knows of indicators, each as it comes, several at a time. Values that could not be enriched come as
 * `unknown`, and why; the last one that comes also tells the credits that are left.
 * Errors: `VendorError` where the account or the network ends it; what came before stays.
 */
export function lookup(client: Rapid7Client, pace: Pace = lookupPace) {
  return async function* (indicators: readonly Indicator[], signal: AbortSignal): AsyncGenerator<Finding> {
    const asked = new Map(indicators.filter(({ kind }) => kinds.has(kind)).map((one) => [one.value, one]));
    let left = asked.size;
    for await (const enrichment of enrichEach(client, [...asked.keys()], { ...pace, signal })) {
      const indicator = asked.get(enrichment.value);
      left -= 1;
      if (indicator === undefined) continue;
      const finding = findingOf(indicator, enrichment);
      yield left > 0 ? finding : withQuota(finding, await quotaText(client, signal));
    }
  };
}

function findingOf(indicator: Indicator, enrichment: Enrichment): Finding {
  if (enrichment.state !== 'Done')
    return { indicator, verdict: 'unknown', summary: reasonFor(enrichment), details: [] };
  const { data } = enrichment;
  const isKnown = scoreOf(data) === 3;
  return {
    indicator,
    verdict: isKnown ? 'malicious' : 'unknown',
    summary: isKnown ? 'A known IOC' : 'No known IOC',
    details: factsOf(data).map((fact) => factLine(labelOf(fact[0]), fact, longestFact)),
  };
}

function labelOf(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function reasonFor(enrichment: Exclude<Enrichment, { state: 'Done' }>): string {
  if (enrichment.state === 'Failed') return 'Threat Command could not enrich it';
  if (enrichment.state === 'QuotaExceeded') return `Not enriched: ${quotaUsedUp}`;
  if (enrichment.state === 'Error') return `Not enriched: ${enrichment.error.message}`;
  const status = enrichment.status === undefined ? '' : ` (${enrichment.status})`;
  return `Still being enriched${status}: ask again in a moment`;
}

function withQuota(finding: Finding, quota: string | undefined): Finding {
  return quota === undefined ? finding : { ...finding, details: [...finding.details, quota] };
}
