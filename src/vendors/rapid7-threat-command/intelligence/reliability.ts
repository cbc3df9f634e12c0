import type { Rapid7Settings } from '../settings.ts';

/** How far this instance is believed. */
export type Reliability = Pick<Rapid7Settings, 'reliability'>;

const words: { readonly [letter in Rapid7Settings['reliability']]: string } = {
  'A+': '3rd party enrichment',
  A: 'Completely reliable',
  B: 'Usually reliable',
  C: 'Fairly reliable',
  D: 'Not usually reliable',
  E: 'Unreliable',
  F: 'Reliability cannot be judged',
};

/** `C - Fairly reliable`. Source: CONTRACT.md §3. */
export function reliabilityText({ reliability }: Reliability): string {
  return `${reliability} - ${words[reliability]}`;
}
