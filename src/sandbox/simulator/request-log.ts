import type { Credentials } from './credentials.ts';
import type { KeyState } from './request.ts';

/** One request as a simulated service saw it. It holds no credential, neither a right nor a wrong one. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: { readonly [name: string]: string };
  /** Parsed where it is JSON, else the text; absent without a body. */
  readonly body?: unknown;
  /** 0 where no answer was given (yet). */
  readonly status: number;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** From the whole request read to the end of the answer; 0 until then. */
  readonly durationMs: number;
  readonly key: KeyState;
  /** Those headers that the service keeps; absent where it keeps none. */
  readonly headers?: { readonly [name: string]: string };
}

/** The latest requests, oldest first; those beyond the limit are forgotten. */
export interface RequestLog {
  readonly all: () => readonly LoggedRequest[];
  /** Notes a request before it is answered. */
  readonly open: (request: OpenRequest) => OpenEntry;
}

export type OpenRequest = Pick<LoggedRequest, 'method' | 'path' | 'query' | 'body' | 'key' | 'headers'>;

interface OpenEntry {
  readonly answered: (status: number) => void;
  readonly ended: () => void;
}

const MOST_KEPT = 20_000;

/** An empty log. `changed` is called whenever an entry appears or changes. */
export function createRequestLog(credentials: Credentials, changed: () => void): RequestLog {
  const entries: LoggedRequest[] = [];
  return {
    all: () => [...entries],
    open(request) {
      const startedAt = performance.now();
      let entry: LoggedRequest = {
        ...credentials.redact(request),
        status: 0,
        at: new Date().toISOString(),
        durationMs: 0,
      };
      entries.push(entry);
      if (entries.length > MOST_KEPT) entries.shift();
      changed();
      const amend = (fields: Partial<LoggedRequest>) => {
        const index = entries.lastIndexOf(entry);
        entry = { ...entry, ...fields };
        if (index >= 0) entries[index] = entry;
        changed();
      };
      return {
        answered: (status) => amend({ status }),
        ended: () => amend({ durationMs: performance.now() - startedAt }),
      };
    },
  };
}
