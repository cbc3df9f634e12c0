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

/** How the feeds are doing, over all replicas that share a store. Lost with the process where there is only one. */
export interface Health {
  succeeded(place: FeedPlace, at: string, rejected: number): Promise<void>;
  failed(
    place: FeedPlace,
    failure: { readonly at: string; readonly kind: string; readonly message: string },
  ): Promise<void>;
  feeds(): Promise<readonly FeedHealth[]>;
  /** Absent where it was never read. */
  feed(place: FeedPlace): Promise<FeedHealth | undefined>;
  /** Of this process. */
  readonly slackConnected: boolean;
  slack(connected: boolean): void;
}
