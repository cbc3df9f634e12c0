import type { Door } from '../simulator/door.ts';
import type { RateLimit } from '../simulator/rate-limit.ts';
import type { CveRecord, IocRecord, TaxiiCollection } from './wire.ts';

/**
 * How the simulated service behaves. The defaults are those of CONTRACT.md §11.1; no credential has to be given. The
 * door is that of the alarm API alone.
 */
export interface ThreatmonSettings extends Door {
  readonly apiKey: string;
  /** The right key is refused like a wrong one. */
  readonly keyExpired: boolean;
  /** `mixed` is shuffled by the seed and stays the same from page to page. */
  readonly order: 'ascending' | 'descending' | 'mixed';
  readonly afterAlarmCode: 'exclusive' | 'inclusive';
  readonly totalRecords: 'filtered' | 'all' | 'absent';
  readonly takedown: TakedownSettings;
  readonly dataRemoval: DataRemovalSettings | 'off';
  readonly ioc: IocSettings;
  readonly taxii: TaxiiSettings;
  readonly cves: readonly CveRecord[];
  /** Vendor names whose CVEs `/cve/subscribed` lists. */
  readonly subscribedVendors: readonly string[];
  /** The same for each child customer, by `customerName`. */
  readonly customers: { readonly [customerName: string]: readonly string[] };
}

interface TakedownSettings {
  /** How many are left; each accepted one takes one away. */
  readonly quota: number;
  readonly eligibleTitles: readonly string[];
}

interface DataRemovalSettings {
  /** Below the base of the alarm API, with its leading slash. The vendor's own path is unknown: this is a placeholder and says so. */
  readonly path: string;
  readonly credits: number;
}

interface IocSettings {
  readonly token: string;
  readonly records: readonly IocRecord[];
  /** Values by collection id, for `collection_id`. */
  readonly collections: { readonly [collectionId: string]: readonly string[] };
}

interface TaxiiSettings {
  readonly username: string;
  readonly password: string;
  readonly collections: readonly TaxiiCollection[];
  /** Whether `next` and `added_after` work, as TAXII 2.1 has it. What the vendor does is unknown. */
  readonly paging: 'standard' | 'none';
}

/** Any part of the settings; nested ones merge into what is set already. */
export type SettingChanges = {
  readonly [Name in keyof ThreatmonSettings]?:
    | ThreatmonSettings[Name]
    | (Name extends 'rateLimit' | 'takedown' | 'dataRemoval' | 'ioc' | 'taxii'
        ? Partial<Exclude<ThreatmonSettings[Name], 'off'>>
        : never);
};

const RATE_LIMIT: RateLimit = { limit: 10, windowMs: 10_000 };
const DATA_REMOVAL: DataRemovalSettings = { path: '/sandbox-placeholder/data-removal', credits: 5 };

export const DEFAULT_SETTINGS: ThreatmonSettings = {
  apiKey: 'sandbox-threatmon-key',
  keyExpired: false,
  address: 'permitted',
  order: 'ascending',
  afterAlarmCode: 'exclusive',
  totalRecords: 'filtered',
  rateLimit: RATE_LIMIT,
  takedown: {
    quota: 5,
    eligibleTitles: ['Phishing Domain Detected', 'Rogue Mobile App Detected', 'Fake SM Account Detected'],
  },
  dataRemoval: 'off',
  ioc: { token: 'sandbox-ioc-token', records: [], collections: {} },
  taxii: { username: 'sandbox-reader', password: 'sandbox-taxii-password', collections: [], paging: 'standard' },
  cves: [],
  subscribedVendors: [],
  customers: {},
};

/** The settings with the changes made; the input stays as it is. */
export function changeSettings(current: ThreatmonSettings, changes: SettingChanges): ThreatmonSettings {
  return {
    ...current,
    ...changes,
    rateLimit: switchable(current.rateLimit, changes.rateLimit, RATE_LIMIT),
    dataRemoval: switchable(current.dataRemoval, changes.dataRemoval, DATA_REMOVAL),
    takedown: { ...current.takedown, ...changes.takedown },
    ioc: { ...current.ioc, ...changes.ioc },
    taxii: { ...current.taxii, ...changes.taxii },
  };
}

function switchable<T extends object>(
  current: T | 'off',
  change: Partial<T> | 'off' | undefined,
  whenSwitchedOn: T,
): T | 'off' {
  if (change === undefined) return current;
  if (change === 'off') return 'off';
  return { ...(current === 'off' ? whenSwitchedOn : current), ...change };
}
