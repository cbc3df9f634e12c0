/**
 * What the caller does next:
 * - `unreachable`: no usable answer (network, timeout, 5xx): back off, keep the cursor
 * - `rate-limited`: wait `retryAfterMs`
 * - `unauthorized`: 401 or 403: pause, tell the operator
 * - `malformed`: an answer that we cannot read: keep the cursor, tell the operator
 * - `refused`: the vendor understood and said no (other 4xx): tell the person who asked
 */
export type VendorErrorKind = 'unreachable' | 'rate-limited' | 'unauthorized' | 'malformed' | 'refused';

/** Why there was no answer, as far as the network tells. */
export type Trouble = 'dns' | 'connection' | 'tls' | 'proxy' | 'timeout' | 'server' | 'cancelled';

export interface VendorErrorDetail {
  readonly kind: VendorErrorKind;
  readonly status?: number;
  readonly trouble?: Trouble;
  readonly retryAfterMs?: number;
  /** First part of the vendor's answer, cut to 1,000 characters, secrets removed. For logs and mapping, not for people. */
  readonly body?: string;
  /** `METHOD host/path`, never a query or a credential. */
  readonly where?: string;
  /** True where a write may or may not have taken effect. */
  readonly outcomeUnknown?: boolean;
}

/** Ends the message of an error whose `outcomeUnknown` is true. */
export const unsureSentence = 'It is not known whether the request took effect.';

/** A vendor call that failed. Its message is safe to show to people. Carries no cause: an axios error holds the key. */
export class VendorError extends Error {
  override readonly name = 'VendorError';
  readonly kind: VendorErrorKind;
  readonly detail: VendorErrorDetail;

  constructor(message: string, detail: VendorErrorDetail) {
    super(message);
    this.kind = detail.kind;
    this.detail = detail;
  }
}

/** One fault of what a person gave us: a command's argument or a place in a file. */
export interface Fault {
  /** Argument name or path (`instances[0].apiKey`). */
  readonly path: string;
  readonly message: string;
}

/** What a person asked for cannot be done as asked; nothing was tried. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(sentencesOf(faults));
    this.faults = faults;
  }
}

/** All faults in one text, a stop between two. The last one ends as it does: a vendor's wording may be quoted whole. */
export function sentencesOf(faults: readonly Fault[]): string {
  return faults
    .map(({ message }, index) => (index === faults.length - 1 || /[.!?]$/.test(message) ? message : `${message}.`))
    .join(' ');
}

/**
 * Why Slack did not take a message, by what to do next (PLATFORM §3.1):
 * - `wait`: passing; try again after `retryAfterMs`, or back off where it is absent
 * - `unknown`: no answer: it may have been posted
 * - `channel`: this channel cannot be posted to
 * - `message`: our message is wrong: a defect
 * - `gone`: the message to change, or the thread to answer in, does not exist any more
 * - `locked`: the message is there and must not be edited any more
 * - `installation`: tokens or scopes: nothing can be posted at all
 */
export type DeliveryErrorKind = 'wait' | 'unknown' | 'channel' | 'message' | 'gone' | 'locked' | 'installation';

export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly kind: DeliveryErrorKind;
  /** Slack's own error word, such as `channel_not_found`. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;

  constructor(kind: DeliveryErrorKind, reason: string, retryAfterMs?: number) {
    super(`Slack: ${reason}`);
    this.kind = kind;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * What an operator does about the store:
 * - `locked`: another process has the file: stop it, or give this one a file of its own
 * - `damaged`: the file cannot be read as a store: look at it, or go back to the last good copy; it was left as it is
 * - `newer`: a newer Picket wrote the file: run that one
 * - `unreadable`: the disk or the folder refuses to show it: mend that
 * - `unwritable`: the disk or the folder refuses a commit: nothing of it was kept, it may be tried again
 * - `lost`: it is no longer certain that this process alone has the file: writes are refused until a restart
 * - `unreachable`: the database does not answer: nothing is known of a commit that was under way; it may be tried again
 * - `lease-lost`: another replica has the task now: nothing was changed, and this one has to leave it
 * - `closed`: used after `close`
 */
export type StoreErrorKind =
  | 'locked'
  | 'damaged'
  | 'newer'
  | 'partial'
  | 'unreadable'
  | 'unwritable'
  | 'lost'
  | 'unreachable'
  | 'lease-lost'
  | 'closed';

/** The store failed. Its message names the file and says what to do; it holds nothing of the records. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
