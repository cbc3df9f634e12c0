import type { VendorPanel } from '../slack/page-api.ts';
import type { Fault } from './faults.ts';
import type { LoggedRequest } from '../simulator/request-log.ts';
import type { When } from '../simulator/schedule.ts';
import type { SettingChanges, ThreatmonSettings } from './settings.ts';
import type { AcceptedRequest, AlarmRecord, StatusChange } from './wire.ts';

/** How the simulated service starts. Without options it answers on a free loopback port and holds nothing. */
export interface ThreatmonOptions extends SettingChanges {
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  /** `127.0.0.1` unless told. */
  readonly host?: string;
  /** Decides the mixed order and the gaps between new codes; 1 unless told. */
  readonly seed?: number;
  readonly alarms?: readonly AlarmRecord[];
  readonly faults?: readonly { readonly when: When; readonly fault: Fault }[];
}

/** What can be set while it runs: any setting, and all the alarms at once. */
export interface RunningChanges extends SettingChanges {
  readonly alarms?: readonly AlarmRecord[];
}

/** A running simulated ThreatMon. */
export interface ThreatmonSandbox {
  /** Full base of the alarm API, with its path. */
  readonly url: string;
  /** Host and port alone, the other form of the base that users configure. */
  readonly bareUrl: string;
  readonly iocUrl: string;
  readonly taxiiUrl: string;
  readonly settings: () => ThreatmonSettings;
  readonly set: (changes: RunningChanges) => void;
  /** Lowest code first. */
  readonly alarms: () => readonly AlarmRecord[];
  /**
   * Adds an alarm; a field left out gets a usual value, one given as undefined is absent from the record.
   * Throws where the code is taken.
   */
  readonly addAlarm: (fields?: AlarmRecord) => AlarmRecord;
  /** Throws where there is no such alarm. A field given as undefined is taken out of the record. */
  readonly changeAlarm: (code: number | string, fields: AlarmRecord) => AlarmRecord;
  /** Whether there was one. */
  readonly removeAlarm: (code: number | string) => boolean;
  /** Oldest first; no entry holds a credential. */
  readonly requests: () => readonly LoggedRequest[];
  readonly takedowns: () => readonly AcceptedRequest[];
  readonly removals: () => readonly AcceptedRequest[];
  /** Changes of status that callers asked for and got, oldest first; one entry for each alarm. */
  readonly statusChanges: () => readonly StatusChange[];
  /** Plans a fault for a coming request. Of several due at once all delays and the first of the others apply. */
  readonly fault: (when: When, fault: Fault) => void;
  /** Calls off the faults that have not happened yet; gives them. */
  readonly clearFaults: () => readonly Fault[];
  /** Plans a change for the moment after a request was worked on and before its answer leaves. */
  readonly afterRequest: (when: When, change: (sandbox: ThreatmonSandbox) => void) => void;
  readonly panel: () => VendorPanel;
  /** Calls the listener after each change of records or requests; the answer takes it away again. */
  readonly onChange: (listener: () => void) => () => void;
  /** Ends all connections, also those kept silent, and frees the port. */
  readonly close: () => Promise<void>;
}
