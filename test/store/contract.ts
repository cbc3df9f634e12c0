import { afterEach, beforeEach } from 'vitest';
import { closeContract } from './contract/close.ts';
import { incidentsContract } from './contract/incidents.ts';
import { outboxContract } from './contract/outbox.ts';
import { pruneContract } from './contract/prune.ts';
import { otherRecordsContract } from './contract/records.ts';
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
    incidentsContract,
    outboxContract,
    otherRecordsContract,
    pruneContract,
    closeContract,
  ]) {
    contract(() => under);
  }
}
