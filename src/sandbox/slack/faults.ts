/** Something that goes wrong with a call on purpose. */
export type InjectedFault =
  /** The connection ends before Slack did anything. */
  | { readonly kind: 'lost-before' }
  /** Slack did it, and the connection ends without an answer. */
  | { readonly kind: 'lost-after' }
  /** An HTTP status such as 500 or 503; with `afterEffect` Slack did it all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly afterEffect?: boolean }
  /** No answer ever; with `afterEffect` Slack did it all the same. */
  | { readonly kind: 'hang'; readonly afterEffect?: boolean }
  /** 429; without `retryAfterSeconds` the header is missing. */
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds?: number }
  /** 200 with `ok: false`. */
  | { readonly kind: 'error'; readonly error: string }
  /** Slack did it at once; the answer comes late. */
  | { readonly kind: 'slow'; readonly ms: number };

/** Faults that wait for their calls. */
export interface FaultPlan {
  /** The next `times` calls of the method (`*` for any, `response_url` for those) go wrong. */
  failNext(method: string, fault: InjectedFault, times?: number): void;
  take(method: string): InjectedFault | undefined;
  /** Forgets what has not met its call yet; gives it. */
  clear(): readonly InjectedFault[];
}

/** Whether Slack does what was asked although the answer goes wrong. */
export function hasEffect(fault: InjectedFault): boolean {
  if (fault.kind === 'status' || fault.kind === 'hang') return fault.afterEffect === true;
  return fault.kind === 'lost-after' || fault.kind === 'slow';
}

/** An empty plan. */
export function createFaultPlan(): FaultPlan {
  const planned = new Map<string, InjectedFault[]>();
  return {
    failNext: (method, fault, times = 1) => {
      const waiting = planned.get(method) ?? [];
      planned.set(method, [...waiting, ...Array.from({ length: times }, () => fault)]);
    },
    take: (method) => planned.get(method)?.shift() ?? planned.get('*')?.shift(),
    clear: () => {
      const left = [...planned.values()].flat();
      planned.clear();
      return left;
    },
  };
}
