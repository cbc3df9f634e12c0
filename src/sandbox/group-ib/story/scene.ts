import { createDeck, type Random } from '../../simulator/random.ts';
import { type Cast, createCast } from '../../story/cast.ts';
import { RANSOMWARE_GROUPS, SELLERS, STEALERS } from '../../story/company.ts';
import type { Infrastructure } from '../../story/infrastructure.ts';
import type { Item, Placing } from '../wire.ts';
import { type Country, COUNTRIES, idOf } from './shapes.ts';

/** What a writer of items works with: chance, the cast, and the hour. */
export interface Scene {
  readonly random: Random;
  readonly draw: GroupIbCast;
  /** When the item comes to the feed. */
  readonly at: Date;
}

interface GroupIbCast extends Cast {
  /** Those who attack for a state. */
  readonly apt: () => Actor;
  /** Those who attack for money. */
  readonly criminal: () => Actor;
  readonly malware: () => Malware;
  readonly country: () => Country;
}

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly isAPT: boolean;
  readonly country: string | null;
}

export interface Malware {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly platform: string;
}

/** What a writer hands back; the story adds the place. */
export interface Draft extends Omit<Placing, 'at'> {
  readonly item: Item & { readonly id: string };
}

export type Writer = (scene: Scene) => Draft;

/** Their countries have codes that ISO 3166 leaves to its users. */
const APTS = [
  { name: 'Glass Heron', country: 'XA' },
  { name: 'Quiet Meridian', country: 'XB' },
  { name: 'Amber Ferry', country: 'XC' },
].map((actor): Actor => ({ ...actor, id: idOf(actor.name), isAPT: true }));

const CRIMINALS = [...RANSOMWARE_GROUPS, ...SELLERS].map((name): Actor => ({
  id: idOf(name),
  name,
  isAPT: false,
  country: null,
}));

const MALWARE = [
  ...STEALERS.map((name) => ({ name, category: 'Stealer', platform: 'Windows' })),
  { name: 'Copperhook', category: 'RAT', platform: 'Windows' },
  { name: 'Overlay Finch', category: 'Banking Trojan', platform: 'Android' },
  { name: 'Tidewrack', category: 'Botnet', platform: 'Linux' },
].map((malware): Malware => ({ ...malware, id: idOf(malware.name) }));

/** The cast of one story. */
export function createGroupIbCast(random: Random, infrastructure: Infrastructure): GroupIbCast {
  return {
    ...createCast(random, infrastructure),
    apt: createDeck(random, APTS),
    criminal: createDeck(random, CRIMINALS),
    malware: createDeck(random, MALWARE),
    country: createDeck(random, COUNTRIES),
  };
}
