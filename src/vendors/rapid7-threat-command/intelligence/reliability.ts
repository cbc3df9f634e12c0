import type { Rapid7Settings } from '../settings.ts';

type Reliability = Rapid7Settings['reliability'];

const words: { readonly [letter in Reliability]: string } = {
  'A+': '3rd party enrichment',
  A: 'Completely reliable',
  B: 'Usually reliable',
  C: 'Fairly reliable',
  D: 'Not usually reliable',
  E: 'Unreliable',
  F: 'Reliability cannot be judged',
};

/** `C - Fairly reliable`. Source: CONTRACT.md §3. */
export function reliabilityText({ reliability }: Pick<Rapid7Settings, 'reliability'>): string {
  return `${reliability} - ${words[reliability]}`;
}
