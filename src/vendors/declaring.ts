import type { Log } from '../ports/log.ts';
import type { VendorDeps } from './vendor-module.ts';

/** For a vendor that only has to say what it declares: nothing is asked and nothing is logged. */
export const declaring: VendorDeps = {
  http: () => ({ send: async () => Promise.reject(new Error('declarations ask nothing')) }),
  log: silent(),
};

function silent(): Log {
  return { debug: nothing, info: nothing, warn: nothing, error: nothing, child: silent };
}

function nothing(): void {
  // Declaring logs nothing.
}
