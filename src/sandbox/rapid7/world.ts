import type { RateCounter } from '../simulator/rate-limit.ts';
import { field, type ServedRequest } from '../simulator/request.ts';
import type { Answer } from '../simulator/answer.ts';
import type { AlertBook } from './alert-book.ts';
import type { Holdings } from './holdings.ts';
import type { NewId } from './ids.ts';
import type { Rapid7Settings, SettingChanges } from './settings.ts';

/** All that the simulated service knows, handed to every route. */
export interface World {
  readonly settings: () => Rapid7Settings;
  readonly set: (changes: SettingChanges) => void;
  readonly alerts: AlertBook;
  readonly holdings: Holdings;
  /** How often each value was asked to be enriched since the start. */
  readonly enrichments: Map<string, number>;
  readonly rate: RateCounter;
  readonly newId: NewId;
  readonly now: () => Date;
  /** Does something later, unless the service closes before. */
  readonly later: (afterMs: number, act: () => void) => void;
  /** Something that a watcher could see has changed. */
  readonly changed: () => void;
}

/** One request on its way through a route. */
export interface Call {
  readonly request: ServedRequest;
  readonly world: World;
  /** The parameter of the path, decoded once; '' where it has none. */
  readonly id: string;
}

export type Handler = (call: Call) => Answer;

/** The values of a field that should be a list of texts. */
export function textsIn(value: unknown, name: string): readonly string[] {
  const list = field(value, name);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}
