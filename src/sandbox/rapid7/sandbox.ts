import type { LoggedRequest } from '../simulator/request-log.ts';
import type { When } from '../simulator/schedule.ts';
import type { VendorPanel } from '../slack/page-api.ts';
import type { Deed } from './activity.ts';
import type { Dossier } from './alert-book.ts';
import type { Fault } from './faults.ts';
import type { AlertSeed, HoldingChanges, Holdings } from './holdings.ts';
import type { Rapid7Settings, SettingChanges } from './settings.ts';
import type { TakedownEnd } from './takedown.ts';
import type { AlertFields, AlertRecord } from './wire.ts';

/** What can be set while it runs: any setting, and all the records of a kind at once. */
export interface RunningChanges extends SettingChanges, HoldingChanges {
  /** Taken as they are: no usual value is filled in. */
  readonly alerts?: readonly AlertSeed[];
}

/** How the simulated service starts. Without options it answers on a free loopback port and holds nothing. */
export interface Rapid7Options extends RunningChanges {
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  /** `127.0.0.1` unless told. */
  readonly host?: string;
  /** Decides new ids; 1 unless told. */
  readonly seed?: number;
  /** The clock behind found and update dates; the machine's unless told. */
  readonly now?: () => Date;
  readonly faults?: readonly { readonly when: When; readonly fault: Fault }[];
}

/** A running simulated Rapid7 Threat Command. */
export interface Rapid7Sandbox {
  /** The server's URL as users configure it: without `/public`. */
  readonly url: string;
  readonly settings: () => Rapid7Settings;
  readonly set: (changes: RunningChanges) => void;
  /** By update date, then by id. */
  readonly alerts: () => readonly AlertRecord[];
  /**
   * Adds an alert; a field left out gets a usual value, one given as undefined is absent from the record. Throws where
   * the id is taken.
   */
  readonly addAlert: (seed?: AlertSeed) => AlertRecord;
  /**
   * Throws where there is no such alert. A field given as undefined is taken out of the record; `Details` merge. Without
   * an update date among the fields the alert is updated now. A deed goes into its activity log.
   */
  readonly changeAlert: (id: string, fields: AlertFields, deed?: Deed) => AlertRecord;
  /** Whether there was one. */
  readonly removeAlert: (id: string) => boolean;
  /** What is kept with an alert: CSV, conversation, notes, mails and so on. Throws where there is no such alert. */
  readonly dossier: (id: string) => Dossier;
  /** The analyst says something in an alert's conversation. Throws where there is no such alert. */
  readonly sayAsAnalyst: (id: string, message: string) => void;
  /** Ends a takedown, and closes the alert where that was asked for and it succeeded. */
  readonly settleTakedown: (id: string, status: TakedownEnd) => void;
  readonly holdings: { readonly [Name in keyof Holdings]: Holdings[Name]['all'] };
  /** Oldest first; no entry holds a credential. The header `account-id` is kept. */
  readonly requests: () => readonly LoggedRequest[];
  /** Plans a fault for a coming request. Of several due at once all delays and the first of the others apply. */
  readonly fault: (when: When, fault: Fault) => void;
  /** Gives what had not begun. */
  readonly clearFaults: () => readonly Fault[];
  /** Plans a change for the moment after a request was worked on and before its answer leaves. */
  readonly afterRequest: (when: When, change: (sandbox: Rapid7Sandbox) => void) => void;
  readonly panel: () => VendorPanel;
  /** Calls the listener after each change of records or requests; the answer takes it away again. */
  readonly onChange: (listener: () => void) => () => void;
  /** Ends all connections, also those kept silent, and frees the port. */
  readonly close: () => Promise<void>;
}
