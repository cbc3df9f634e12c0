import type { AlarmBook } from './alarm-book.ts';
import type { RateCounter } from './rate-limit.ts';
import type { KeyState } from './request-log.ts';
import type { SettingChanges, ThreatmonSettings } from './settings.ts';
import type { AcceptedRequest } from './wire.ts';

/** All that the simulated service knows, handed to every route. */
export interface World {
  readonly settings: () => ThreatmonSettings;
  readonly set: (changes: SettingChanges) => void;
  readonly alarms: AlarmBook;
  readonly takedowns: AcceptedRequest[];
  readonly removals: AcceptedRequest[];
  readonly rate: RateCounter;
  /** Something that a watcher could see has changed. */
  readonly changed: () => void;
}

/** A request read whole. */
export interface ServedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** The calling address. */
  readonly address: string;
  readonly bodyText: string;
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown;
}

/** Compares a credential that came with the one expected; an empty one is absent. */
export function keyState(given: string | undefined, expected: string): KeyState {
  if (given === undefined || given === '') return 'absent';
  return given === expected ? 'right' : 'wrong';
}

/** A header's value; the first one where it came more than once. */
export function header(request: ServedRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' || value === undefined ? value : value[0];
}

/** A whole number ≥ 0 written in digits, else undefined. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A field of a JSON object; undefined for anything that is not one. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}
