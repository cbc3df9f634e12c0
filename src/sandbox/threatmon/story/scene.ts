import { createDeck, type Random } from '../../simulator/random.ts';
import { type Cast as CommonCast, createCast as createCommonCast } from '../../story/cast.ts';
import type { Infrastructure } from '../../story/infrastructure.ts';
import type { CveRecord } from '../wire.ts';

/** What a writer of alarms works with: chance, the cast, and the hour. */
export interface Scene {
  readonly random: Random;
  readonly draw: Cast;
  /** When the alarm is raised. */
  readonly at: Date;
}

export interface Cast extends CommonCast {
  /** One that is serious and known to be used. */
  readonly cve: () => CveRecord;
}

/** What a writer hands back; the story adds code, status and date. */
interface Draft {
  readonly severity: 'Information' | 'Low' | 'Medium' | 'High' | 'Critical';
  readonly description: string;
  /** Fields that the contract does not name. */
  readonly extra?: { readonly [field: string]: unknown };
}

export type Writer = (scene: Scene) => Draft;

/** The cast of one story. */
export function createCast(random: Random, infrastructure: Infrastructure, cves: readonly CveRecord[]): Cast {
  return { ...createCommonCast(random, infrastructure), cve: createDeck(random, cves) };
}
