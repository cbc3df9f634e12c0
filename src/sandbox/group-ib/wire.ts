/**
 * What the simulated service holds and sends, field by field as in CONTRACT.md §5. An item is loose on purpose: any
 * field may be absent, null, of another type or unknown, and a test may ask for exactly that.
 */
export interface Item {
  readonly id?: unknown;
  readonly seqUpdate?: unknown;
  readonly [field: string]: unknown;
}

/** What the service knows of an item beside the record that it sends. */
export interface Placing {
  /** When it came to its place in the feed; its own date unless given, now for one without. */
  readonly at?: Date;
  /** Whether the customer's hunting rules match it; true unless given. */
  readonly hunted?: boolean;
  /** `compromised/account_group`: whether it is a combolist record; false unless given. */
  readonly combolist?: boolean;
  /** `compromised/account_group`: whether it is a probable corporate account; false unless given. */
  readonly corporate?: boolean;
}

/** An item and where it goes. */
export interface NewItem extends Placing {
  readonly collection: string;
  readonly item: Item;
}

/** One entry of `GET user/granted_collections`. */
export interface Grant {
  readonly collection: string;
  /** "boolean-ish" at the vendor. */
  readonly huntingRulesUsed: unknown;
}
