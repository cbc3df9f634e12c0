import type { Indicator } from '../../../domain/indicator.ts';
import { VendorError } from '../../../domain/errors.ts';
import type { Finding } from '../../../ports/vendor.ts';
import type { GroupIbClient } from '../client.ts';
import { textsAt } from '../json-path.ts';
import { inTurn } from './in-turn.ts';
import { reputationOf, risksOf } from './reputation.ts';
import type { Reputation } from './reputation.ts';
import { verdicts } from './scores.ts';

/** Indicators that are asked about at the same time. */
const atOnce = 4;
const mostDetails = 5;

/**
 * Asks Group-IB live about indicators, in their order; what it does not know has no finding. An indicator that fails does
 * not keep the others from being told: the first such failure is thrown after them. Refused credentials end the asking.
 */
export async function* lookupIndicators(
  client: GroupIbClient,
  indicators: readonly Indicator[],
  signal: AbortSignal,
): AsyncGenerator<Finding, void, void> {
  const failures: unknown[] = [];
  const failed = (error: unknown): void => {
    // Anything else than the vendor's failure is a defect, and not for the next indicator to hide.
    if (!(error instanceof VendorError)) throw error;
    failures.push(error);
  };
  const risks = await risksIn(client, indicators, signal).catch(failed);
  const asking = { client, now: new Date(), signal };
  let isRefused = false;
  const ask = async (indicator: Indicator): Promise<Reputation | undefined> => {
    if (isRefused) return undefined;
    return reputationOf(indicator, asking, risks?.get(indicator.value)).catch((error: unknown) => {
      failed(error);
      isRefused ||= error instanceof VendorError && error.kind === 'unauthorized';
      return undefined;
    });
  };
  for await (const reputation of inTurn(indicators, atOnce, ask)) {
    if (reputation !== undefined && isKnown(reputation)) yield findingOf(reputation);
  }
  if (failures.length > 0) throw failures[0];
}

async function risksIn(
  client: GroupIbClient,
  indicators: readonly Indicator[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const ips = indicators.filter(({ kind }) => kind === 'ip').map(({ value }) => value);
  return ips.length === 0 ? new Map() : risksOf(client, ips, signal);
}

function isKnown({ hits, riskScore }: Reputation): boolean {
  return hits.length > 0 || riskScore !== undefined;
}

function findingOf({ indicator, score, reliability, hits, records, riskScore }: Reputation): Finding {
  const places = hits.map(({ apiPath, count }) => `${apiPath} (${count})`).join(', ');
  const said = [
    hits.length === 0 ? 'In no collection' : `In ${hits.length} ${hits.length === 1 ? 'collection' : 'collections'}`,
    ...(riskScore === undefined ? [] : [`risk score ${riskScore} of 100`]),
    ...(reliability === undefined ? [] : [`computed reliability ${reliability}`]),
  ];
  const named = (label: string, ...paths: readonly string[]): readonly string[] => {
    const texts = [...new Set(records.flatMap((record) => paths.flatMap((path) => textsAt(record, path))))];
    return texts.length === 0 ? [] : [`${label}: ${texts.slice(0, mostDetails).join(', ')}`];
  };
  return {
    indicator,
    verdict: verdicts[score],
    summary: said.join(', '),
    details: [
      ...named('Malware', 'malwareList.name'),
      ...named('Threat actor', 'threatActor.name'),
      ...named('Report', 'title'),
      ...(hits.length === 0 ? [] : [`Found in: ${places}`]),
    ],
  };
}
