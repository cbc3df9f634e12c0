import type { Store } from '../../../src/ports/store.ts';

/** A store under test: `reopen` closes it and opens it anew over what it has kept. */
export interface StoreUnderTest {
  readonly store: Store;
  reopen(): Promise<Store>;
  /** Closes whatever is open and removes what was kept. */
  dispose(): Promise<void>;
}
