import { createDeck, type Random } from '../../simulator/random.ts';
import type { Writer, Writers } from './finding.ts';
import { ATTACK_INDICATION } from './kinds/attack-indication.ts';
import { BRAND_SECURITY } from './kinds/brand-security.ts';
import { DATA_LEAKAGE } from './kinds/data-leakage.ts';
import { EXPLOITABLE_DATA } from './kinds/exploitable-data.ts';
import { PHISHING } from './kinds/phishing.ts';
import { vipWriters } from './kinds/vip.ts';

const OF_THE_COMPANY = {
  AttackIndication: ATTACK_INDICATION,
  BrandSecurity: BRAND_SECURITY,
  DataLeakage: DATA_LEAKAGE,
  ExploitableData: EXPLOITABLE_DATA,
  Phishing: PHISHING,
};

/** Who writes what, by type and sub-type. */
export const WRITERS: { readonly [type: string]: Writers } = {
  ...OF_THE_COMPANY,
  vip: vipWriters(Object.values(OF_THE_COMPANY)),
};

/** A kind of alert and who writes it up. */
export interface Kind {
  readonly type: string;
  readonly subType: string;
  readonly write: Writer;
}

/** How often the usual ones come beside each of the others. */
const TIMES: { readonly [subType: string]: number } = {
  RegisteredSuspiciousDomain: 6,
  CompanyPhishingWebsite: 6,
  CredentialsLeakage: 5,
  BotDataForSale: 3,
  OpenPorts: 3,
  SuspiciousSocialMediaProfile: 3,
  BlackMarket: 3,
  CreditCardsForSale: 2,
  RansomwareLeaks: 2,
  VulnerabilityInTechnologyInUse: 2,
};
const EXECUTIVES_IN_A_DECK = 10;

/** Every kind of one type. */
export function kindsOf(type: string): readonly Kind[] {
  return Object.entries(WRITERS[type] ?? {}).map(([subType, write]) => ({ type, subType, write }));
}

/** Draws a kind of alert: the usual ones often, all of them sooner or later. */
export function createKinds(random: Random): () => Kind {
  const companies = Object.keys(OF_THE_COMPANY)
    .flatMap(kindsOf)
    .flatMap((kind) => Array<Kind>(TIMES[kind.subType] ?? 1).fill(kind));
  const executive = createDeck(random, kindsOf('vip'));
  const draw = createDeck<Kind | 'executive'>(random, [
    ...companies,
    ...Array<'executive'>(EXECUTIVES_IN_A_DECK).fill('executive'),
  ]);
  return () => {
    const drawn = draw();
    return drawn === 'executive' ? executive() : drawn;
  };
}
