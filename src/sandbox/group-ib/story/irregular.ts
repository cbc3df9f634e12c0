import type { Random } from '../../simulator/random.ts';
import type { Item } from '../wire.ts';

type Oddity = (item: Item) => Item;

/** Shapes that the contract allows for or that its fixtures show. Source: CONTRACT.md §5.0, §5.12, §15.8. */
const ODDITIES: readonly Oddity[] = [
  (item) => ({ ...item, evaluation: null }),
  (item) => withEvaluation(item, ({ severity, tlp }) => ({ severity: upper(severity), tlp: upper(tlp) })),
  (item) => withEvaluation(item, () => ({ severity: 'gray', admiraltyCode: null })),
  (item) => ({ ...item, malware: [null], threatActor: null }),
  (item) => ({ ...item, note: '<!channel> & "friends" <https://evil.example|portal>', company_id: [3146] }),
  (item) => ({ ...item, portalLink: 'javascript:alert(1)' }),
];

/** The item with something odd about it. */
export function makeIrregular(item: Item, random: Random): Item {
  return random.pick(ODDITIES)(item);
}

function withEvaluation(item: Item, change: (evaluation: Item) => Item): Item {
  const { evaluation } = item;
  if (typeof evaluation !== 'object' || evaluation === null) return item;
  return { ...item, evaluation: { ...evaluation, ...change({ ...evaluation }) } };
}

function upper(value: unknown): unknown {
  return typeof value === 'string' ? value.toUpperCase() : value;
}
