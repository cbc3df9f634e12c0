import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Random } from '../simulator/random.ts';

/** A file that never existed: its hashes are those of an invented sentence. */
export interface Sample {
  readonly sha256: string;
  readonly sha1: string;
  readonly md5: string;
}

/** All that the attackers of one story own. Alarms and indicator feed draw from the same, so that they match. */
export interface Infrastructure {
  readonly domains: readonly string[];
  readonly addresses: readonly string[];
  readonly addressesV6: readonly string[];
  readonly samples: readonly Sample[];
}

const BAITS = [
  'login',
  'secure',
  'support',
  'refund',
  'verify',
  'cards',
  'id',
  'kyc',
  'payee',
  'alerts',
  'rewards',
  'otp',
];
const FORMS: readonly ((bait: string) => string)[] = [
  (bait) => `larkfield-${bait}.example`,
  (bait) => `${bait}-larkfieldbank.example`,
  (bait) => `larkfield.${bait}-online.example`,
  (bait) => `my.larkfie1d-${bait}.example`,
  (bait) => `1arkfield-${bait}.example`,
];

/** The attackers' belongings of one story. */
export function createInfrastructure(random: Random): Infrastructure {
  const hosts = random.shuffled(Array.from({ length: 250 }, (_, index) => index + 3));
  return {
    domains: random.shuffled(BAITS.flatMap((bait) => FORMS.map((form) => form(bait)))),
    addresses: hosts.slice(0, 44).map((host, index) => `${index % 2 ? '192.0.2' : '198.51.100'}.${host}`),
    addressesV6: hosts.slice(44, 52).map((host) => `2001:db8:${random.hex(3)}::${host.toString(16)}`),
    samples: Array.from({ length: 26 }, () => sampleOf(`invented sample ${random.hex(8)}`)),
  };
}

function sampleOf(content: string): Sample {
  const digest = (algorithm: string) => createHash(algorithm).update(content).digest('hex');
  return { sha256: digest('sha256'), sha1: digest('sha1'), md5: digest('md5') };
}

/** Look-alikes with one letter of another alphabet, and the same as DNS has them. */
export const HOMOGLYPHS = [
  { name: 'l\u{430}rkfield.example', letter: 'the second letter is Cyrillic' },
  { name: 'larkf\u{456}eld.example', letter: 'the sixth letter is the Ukrainian i' },
  { name: 'larkfi\u{435}ld.example', letter: 'the seventh letter is Cyrillic' },
  { name: 'lar\u{43a}field.example', letter: 'the fourth letter is Cyrillic' },
  { name: '\u{4cf}arkfield.example', letter: 'the first letter is a palochka' },
].map((each) => ({ ...each, ascii: domainToASCII(each.name) }));

/** The way analysts write an indicator so that nobody follows it by accident: scheme and host, not the path. */
export function defang(indicator: string): string {
  const [, scheme = '', host = '', path = ''] = /^(https?:\/\/)?([^/]*)(.*)$/.exec(indicator) ?? [];
  return scheme.replace('http', 'hxxp') + host.replaceAll('.', '[.]') + path;
}
