import type { ApiCall } from './model.ts';

/** The log of Web API calls. */
export interface CallLog {
  add(call: ApiCall): void;
  /** Oldest first; all methods when none is named. */
  list(method?: string): ApiCall[];
}

/** Keeps the last 20,000 calls: a demo may run for days. */
const MAX_CALLS = 20_000;

/** An empty log. */
export function createCallLog(): CallLog {
  let calls: ApiCall[] = [];
  return {
    add: (call) => {
      calls.push(call);
      if (calls.length > 2 * MAX_CALLS) calls = calls.slice(-MAX_CALLS);
    },
    list: (method) => calls.filter((call) => method === undefined || call.method === method),
  };
}
