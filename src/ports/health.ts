/** How one feed of an instance is doing. */
export interface FeedHealth {
  readonly instance: string;
  readonly feed: string;
  readonly lastSuccessAt?: string;
  readonly lastFailure?: { readonly at: string; readonly kind: string; readonly message: string };
  readonly failuresInARow: number;
  readonly rejected: number;
}

/** Which feed of which instance. */
export interface FeedPlace {
  readonly instance: string;
  readonly feed: string;
}

/** What is known of the running process; kept in memory. */
export interface Health {
  succeeded(place: FeedPlace, at: string, rejected: number): void;
  failed(place: FeedPlace, failure: { readonly at: string; readonly kind: string; readonly message: string }): void;
  slack(connected: boolean): void;
  feeds(): readonly FeedHealth[];
  readonly slackConnected: boolean;
}
