import type { Random } from '../../simulator/random.ts';
import type { AlertDetails } from '../wire.ts';

/** Shapes that the contract allows for or warns of. Source: CONTRACT.md §4.2.2, §6.7 W4 and W8. */
const ODDITIES: readonly AlertDetails[] = [
  { Severity: undefined },
  { Severity: null },
  { Severity: 'Informational' },
  { Description: null },
  { Source: undefined },
  { Tags: null, Images: undefined },
  { Type: 'NewKindOfAlert', SubType: undefined },
  { Title: '<!channel> & "friends" <https://evil.example|portal>' },
];

/** The details of an alert with something odd about them. */
export function makeIrregular(details: AlertDetails, random: Random): AlertDetails {
  return { ...details, ...random.pick(ODDITIES) };
}
