import type { Door } from '../simulator/door.ts';
import { COLLECTIONS } from './collections.ts';
import type { Grant } from './wire.ts';

/** How the simulated service behaves. No credential has to be given. */
export interface GroupIbSettings {
  /** The e-mail that is used to sign in to the portal. */
  readonly username: string;
  /** The personal token; `apiKey` in Picket's configuration. */
  readonly apiKey: string;
  /** As at any service, or sent to a page for people, as an address outside the allow list sometimes is. */
  readonly address: Door['address'] | 'redirected';
  /** For each calling address and collection; the vendor publishes no number. */
  readonly rateLimit: Door['rateLimit'];
  /** What the account may read; everything unless told. */
  readonly grants: readonly Grant[];
  /** Whether a page begins after the cursor or with it. Unverified at the vendor (CONTRACT.md §17). */
  readonly cursor: 'exclusive' | 'inclusive';
  /** `stuck`: a page names the cursor that was asked for as the place to go on from. */
  readonly pages: 'advancing' | 'stuck';
  /** What E2 answers: the cursor, nothing for any date, or a 500. */
  readonly sequenceList: 'answered' | 'empty' | 'failing';
  /** Risk 0 to 100, by address. */
  readonly scores: { readonly [ip: string]: number };
  /** The answers of E8 and E9, by address or domain. */
  readonly graph: { readonly [value: string]: unknown };
  /** Whether E8 answers with the object or with a list of it. Unverified at the vendor (CONTRACT.md §17). */
  readonly graphShape: 'object' | 'list';
}

/** Any part of the settings. */
export type SettingChanges = Partial<GroupIbSettings>;

/** A grant of each collection that the service knows, or of those named. */
export function grantsOf(names: Iterable<string> = COLLECTIONS.keys()): readonly Grant[] {
  return [...names].map((collection) => ({
    collection,
    huntingRulesUsed: COLLECTIONS.get(collection)?.huntingRulesUsed ?? false,
  }));
}

export const DEFAULT_SETTINGS: GroupIbSettings = {
  username: 'analyst@larkfield.example',
  apiKey: 'sandbox-group-ib-token',
  address: 'permitted',
  rateLimit: 'off',
  grants: grantsOf(),
  cursor: 'exclusive',
  pages: 'advancing',
  sequenceList: 'answered',
  scores: {},
  graph: {},
  graphShape: 'object',
};
