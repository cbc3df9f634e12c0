import type { Kind } from '../collection.ts';
import { account, breach, mule } from './accounts.ts';
import { ddos, deface, phishingGroup, phishingKit } from './attacks.ts';
import { cardGroup, maskedCard, paymentDetail } from './cards.ts';
import { cnc, malware, suspiciousIp, threat, threatActor } from './intelligence.ts';
import type { KindSpec } from './kind.ts';
import { gitLeak, publicLeak, vulnerability } from './leaks.ts';

/** How each kind of record reads. */
export const kinds: { readonly [kind in Kind]: KindSpec } = {
  account,
  breach,
  mule,
  'card-group': cardGroup,
  'masked-card': maskedCard,
  'payment-detail': paymentDetail,
  'git-leak': gitLeak,
  'public-leak': publicLeak,
  vulnerability,
  ddos,
  deface,
  'phishing-group': phishingGroup,
  'phishing-kit': phishingKit,
  'suspicious-ip': suspiciousIp,
  cnc,
  malware,
  threat,
  'threat-actor': threatActor,
};
