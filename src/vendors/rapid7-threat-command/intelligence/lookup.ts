import type { Indicator } from '../../../domain/indicator.ts';
import type { Finding } from '../../../ports/vendor.ts';
import type { Rapid7Client } from '../client.ts';
import { enrichEach } from './enrichment.ts';
import type { Enrichment, Pace } from './enrichment.ts';
import { lookupPace } from './polling.ts';
import { quotaText } from './quota.ts';
import { reliabilityText } from './reliability.ts';
import type { Reliability } from './reliability.ts';
import { quotaUsedUp } from './states.ts';
import { factsOf, scoreOf } from './verdict.ts';

/** In a summary; the details have all. */
const factsInSummary = 6;
const longestFact = 120;

/** What the vendor has no enrichment for is not asked about. */
const kinds: ReadonlySet<Indicator['kind']> = new Set(['ip', 'domain', 'url', 'file']);

/**
 * What Threat Command knows of indicators, each as it comes, several at a time. Values that could not be enriched come as
 * `unknown`, and why; the last one that comes also tells the credits that are left.
 * Errors: `VendorError` where the account or the network ends it; what came before stays.
 */
export function lookup(client: Rapid7Client, settings: Reliability, pace: Pace = lookupPace) {
  return async function* (indicators: readonly Indicator[], signal: AbortSignal): AsyncGenerator<Finding> {
    const asked = new Map(indicators.filter(({ kind }) => kinds.has(kind)).map((one) => [one.value, one]));
    let left = asked.size;
    for await (const enrichment of enrichEach(client, [...asked.keys()], { ...pace, signal })) {
      const indicator = asked.get(enrichment.value);
      left -= 1;
      if (indicator === undefined) continue;
      const finding = findingOf(indicator, enrichment, settings);
      yield left > 0 ? finding : withQuota(finding, await quotaText(client, signal));
    }
  };
}

function findingOf(indicator: Indicator, enrichment: Enrichment, settings: Reliability): Finding {
  if (enrichment.state !== 'Done')
    return { indicator, verdict: 'unknown', summary: reasonFor(enrichment), details: [] };
  const { data } = enrichment;
  const facts = factsOf(data).map(([label, text]) => `${label} ${text}`);
  const isKnown = scoreOf(data) === 3;
  const shown = facts.slice(0, factsInSummary).map(shortened);
  return {
    indicator,
    verdict: isKnown ? 'malicious' : 'unknown',
    summary: [isKnown ? 'a known IOC' : 'no known IOC', ...shown].join('; '),
    details: [...facts, `source reliability ${reliabilityText(settings)}`],
  };
}

function shortened(fact: string): string {
  return fact.length <= longestFact ? fact : `${fact.slice(0, longestFact - 1)}…`;
}

function reasonFor(enrichment: Exclude<Enrichment, { state: 'Done' }>): string {
  if (enrichment.state === 'Failed') return 'Threat Command could not enrich it';
  if (enrichment.state === 'QuotaExceeded') return `not enriched: ${quotaUsedUp}`;
  if (enrichment.state === 'Error') return `not enriched: ${enrichment.error.message}`;
  const status = enrichment.status === undefined ? '' : ` (${enrichment.status})`;
  return `still being enriched${status}: ask again in a moment`;
}

function withQuota(finding: Finding, quota: string | undefined): Finding {
  return quota === undefined ? finding : { ...finding, summary: `${finding.summary.replace(/\.$/, '')}. ${quota}` };
}
