/** What a record is about, for its facts, tables and card. */
export type Kind =
  | 'account'
  | 'card-group'
  | 'masked-card'
  | 'breach'
  | 'mule'
  | 'payment-detail'
  | 'git-leak'
  | 'public-leak'
  | 'vulnerability'
  | 'ddos'
  | 'deface'
  | 'phishing-group'
  | 'phishing-kit'
  | 'suspicious-ip'
  | 'cnc'
  | 'malware'
  | 'threat'
  | 'threat-actor';

/** One collection whose records become incidents. Source: CONTRACT.md §3.3, §4, §5.0, §6.2, §6.3. */
export interface Collection {
  readonly name: string;
  readonly kind: Kind;
  /** The incident type of the vendor's classifier. */
  readonly type: string;
  /** What an incident's title begins with. */
  readonly prefix: string;
  /** Path below the portal that an id is put behind; absent where the portal has no such page. */
  readonly portal?: string;
  /** The largest page that the vendor recommends. */
  readonly limit: number;
  /** Where it happened, by path; the first usable one is taken. */
  readonly occurred: readonly string[];
  /** When the record changed last, by path; the first usable one is taken. */
  readonly changed: readonly string[];
  /** `search`: the collection has no sequence, only results newest first (CONTRACT.md §2.2). */
  readonly iteration: 'sequence' | 'search';
  /** Only data that matches the customer's hunting rules is ever asked for. */
  readonly alwaysHunting: boolean;
}
