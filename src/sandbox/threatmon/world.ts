import type { AlarmBook } from './alarm-book.ts';
import type { RateCounter } from '../simulator/rate-limit.ts';
import type { SettingChanges, ThreatmonSettings } from './settings.ts';
import type { AcceptedRequest, StatusChange } from './wire.ts';

/** All that the simulated service knows, handed to every route. */
export interface World {
  readonly settings: () => ThreatmonSettings;
  readonly set: (changes: SettingChanges) => void;
  readonly alarms: AlarmBook;
  readonly takedowns: AcceptedRequest[];
  readonly removals: AcceptedRequest[];
  readonly statusChanges: StatusChange[];
  readonly rate: RateCounter;
  /** Something that a watcher could see has changed. */
  readonly changed: () => void;
}
