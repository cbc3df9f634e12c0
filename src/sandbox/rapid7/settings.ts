import type { Door } from '../simulator/door.ts';
import type { CustomerRecord, UserRecord } from './wire.ts';

/** How the simulated service behaves. The defaults are those of CONTRACT.md §11; no credential has to be given. */
export interface Rapid7Settings extends Door {
  /** User name of HTTP Basic. */
  readonly accountId: string;
  /** Password of HTTP Basic. */
  readonly apiKey: string;
  /** In MSSP mode every request but those to `/v1/mssp/` must name one of these accounts in `Account-Id`. */
  readonly mssp: { readonly accounts: readonly string[] } | 'off';
  /** What the subscription covers; the addresses of a module that is off answer `ModuleNotAvailable`. */
  readonly modules: { readonly [module: string]: boolean };
  readonly alertList: AlertListSettings;
  /** Which update date an alert made by `add-alert` with a found date has. Source: CONTRACT.md §6.7 W5. */
  readonly createdAlertDate: 'found' | 'now';
  readonly enrichment: EnrichmentSettings;
  /** What becomes of a question to the analyst: no answer, or one of the texts after that time. */
  readonly analyst: 'silent' | { readonly answers: readonly string[]; readonly afterMs: number };
  /** How `ioc-by-value` says that it does not know a value. */
  readonly unknownIoc: 'no-content' | 'IocDoesNotExist';
  /** Whether the bare time of an indicator cursor takes in the records of that instant again. */
  readonly iocCursor: 'exclusive' | 'inclusive';
  /** Page size of the CVE list. */
  readonly cvePageSize: number;
  readonly users: readonly UserRecord[];
  readonly msspUsers: readonly UserRecord[];
  readonly msspCustomers: readonly CustomerRecord[];
  /** Where `report-iocs` can report to. The vendor's own names are unknown: these are placeholders. */
  readonly externalSources: readonly string[];
  /** What assets of the types `Sectors` and `CountriesOfActivity` can be, in any case. */
  readonly sectors: readonly string[];
  readonly countries: readonly string[];
}

interface AlertListSettings {
  /** Whether `lastUpdatedFrom` still counts where there is an `offset`. Source: CONTRACT.md §6.7 W1. */
  readonly fromWithOffset: 'applies' | 'ignored';
  /** What a listing without `isClosed` gives. Source: CONTRACT.md §6.7 W7. */
  readonly isClosedAbsent: 'all' | 'open';
  /** How a listing without records is answered. Source: CONTRACT.md §6.7 W11. */
  readonly empty: 'empty-content' | 'no-content';
  readonly nextOffset: 'while-more' | 'always' | 'never';
}

export type EnrichmentStatus =
  'Queued' | 'InProgress' | 'Done' | 'Failed' | 'QuotaExceeded' | 'Invalid' | (string & {});

interface EnrichmentSettings {
  /** Credits of one day. */
  readonly total: number;
  /** How many of them are left. */
  readonly remaining: number;
  /** Whether asking again for one that runs takes another credit. */
  readonly pollingCosts: boolean;
  /** The states that a value goes through, one for each request; the last one stays. */
  readonly statuses: readonly EnrichmentStatus[];
  /** The same for single values. */
  readonly byValue: { readonly [value: string]: readonly EnrichmentStatus[] };
  /** `Data` of single values; made up where none is given. */
  readonly data: { readonly [value: string]: unknown };
}

/** Any part of the settings; nested ones merge into what is set already. */
export type SettingChanges = {
  readonly [Name in keyof Rapid7Settings]?:
    | Rapid7Settings[Name]
    | (Name extends 'alertList' | 'enrichment' | 'modules' ? Partial<Rapid7Settings[Name]> : never);
};

export const DEFAULT_SETTINGS: Rapid7Settings = {
  accountId: 'sandbox-rapid7-account',
  apiKey: 'sandbox-rapid7-key',
  address: 'permitted',
  rateLimit: 'off',
  mssp: 'off',
  modules: {
    Discovery: true,
    Remediation: true,
    IOC: true,
    VirtualAppliance: true,
    InvestigationPage: true,
    ThreatLibrary: true,
    IntelliFind: true,
    Cve: true,
  },
  alertList: {
    fromWithOffset: 'applies',
    isClosedAbsent: 'all',
    empty: 'empty-content',
    nextOffset: 'while-more',
  },
  createdAlertDate: 'found',
  enrichment: {
    total: 50,
    remaining: 50,
    pollingCosts: false,
    statuses: ['InProgress', 'Done'],
    byValue: {},
    data: {},
  },
  analyst: 'silent',
  unknownIoc: 'no-content',
  iocCursor: 'exclusive',
  cvePageSize: 1000,
  users: [],
  msspUsers: [],
  msspCustomers: [],
  externalSources: ['Example Safe Browsing', 'Example Phishing Exchange'],
  sectors: ['Banking', 'Financial Services', 'Government', 'Health', 'Industrial', 'Insurance', 'Retail'],
  countries: ['Denmark', 'Germany', 'Israel', 'Netherlands', 'Norway', 'Spain', 'Sweden', 'United Kingdom'],
};

/** The settings with the changes made; the input stays as it is. */
export function changeSettings(current: Rapid7Settings, changes: SettingChanges): Rapid7Settings {
  return {
    ...current,
    ...changes,
    modules: { ...current.modules, ...definedOnly(changes.modules) },
    alertList: { ...current.alertList, ...changes.alertList },
    enrichment: { ...current.enrichment, ...changes.enrichment },
  };
}

function definedOnly(modules: SettingChanges['modules'] = {}): Rapid7Settings['modules'] {
  return Object.fromEntries(
    Object.entries(modules).filter((entry): entry is [string, boolean] => entry[1] !== undefined),
  );
}
