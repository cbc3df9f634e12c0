import { afterEach, beforeEach } from 'vitest';
import { claimsContract } from './contract/claims.ts';
import { closeContract } from './contract/close.ts';
import { floodContract } from './contract/flood.ts';
import { holdersContract } from './contract/holders.ts';
import { incidentsContract } from './contract/incidents.ts';
import { lanesContract } from './contract/lanes.ts';
import { leasesContract } from './contract/leases.ts';
import { outboxContract } from './contract/outbox.ts';
import { pruneContract } from './contract/prune.ts';
import { otherRecordsContract } from './contract/records.ts';
import { scopeContract } from './contract/scope.ts';
import { sinceContract } from './contract/since.ts';
import { summariesContract } from './contract/summaries.ts';
import { transactContract } from './contract/transact.ts';
import type { StoreUnderTest } from './contract/under-test.ts';

export type { StoreUnderTest };

/** What any store must do, whatever it stands on. `open` gives an empty one. */
export function storeContract(open: () => Promise<StoreUnderTest>): void {
  let under: StoreUnderTest;
  beforeEach(async () => {
    under = await open();
  });
  afterEach(() => under.dispose());

  for (const contract of [
    transactContract,
    scopeContract,
    incidentsContract,
    holdersContract,
    sinceContract,
    outboxContract,
    lanesContract,
    floodContract,
    summariesContract,
    claimsContract,
    leasesContract,
    otherRecordsContract,
    pruneContract,
    closeContract,
  ]) {
    contract(() => under);
  }
}
