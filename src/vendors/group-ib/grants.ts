import { VendorError } from '../../domain/errors.ts';
import type { GroupIbClient } from './client.ts';
import type { Grant } from './schema.ts';
import type { CollectionPlan } from './settings.ts';

/** How long an answer stands: every collection asks on every run, and access changes seldom. */
const keptMs = 10 * 60_000;

/** Throws where the account may not read a collection as planned. */
export type AccessCheck = (
  plan: CollectionPlan,
  at: { readonly now: Date; readonly signal: AbortSignal },
) => Promise<void>;

/**
 * Asks once for all collections of an account what it may read, and again when the answer is old or says no. Each
 * collection is judged by itself: one that is not granted takes nothing from the others (W2, W29).
 * Errors: `refused` in the contract's words (§6.2, §7.1); `VendorError` of the question.
 */
export function createAccessCheck(client: Pick<GroupIbClient, 'grants'>): AccessCheck {
  let answer: { readonly grants: readonly Grant[]; readonly atMs: number } | undefined;
  const ask = async (nowMs: number, signal: AbortSignal): Promise<readonly Grant[]> => {
    const grants = await client.grants(signal);
    answer = { grants, atMs: nowMs };
    return grants;
  };
  return async (plan, { now, signal }) => {
    const nowMs = now.getTime();
    const isFresh = answer !== undefined && nowMs - answer.atMs < keptMs && nowMs >= answer.atMs;
    if (isFresh && refusalOf(plan, answer?.grants ?? []) === undefined) return;
    const refusal = refusalOf(plan, await ask(nowMs, signal));
    if (refusal !== undefined) throw new VendorError(refusal, { kind: 'refused' });
  };
}

/** Why a collection may not be read as planned, in the contract's words; absent where it may. */
export function refusalOf({ collection, hunting }: CollectionPlan, grants: readonly Grant[]): string | undefined {
  const rows = grants.filter((grant) => grant.collection === collection.name);
  if (rows.length === 0) {
    return (
      `The following collections are not available for the current credentials: ${collection.name}. ` +
      'Either remove them from instance settings or request access from Group-IB.'
    );
  }
  const granted = !hunting || collection.alwaysHunting || rows.some(({ huntingRulesUsed }) => huntingRulesUsed);
  return granted ? undefined : `Collection ${collection.name} doesn't support hunting rules`;
}
