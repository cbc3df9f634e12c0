/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** At least 0, below 1. */
  readonly fraction: () => number;
  /** A whole number, both ends included. */
  readonly between: (min: number, max: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => T[];
  readonly hex: (digits: number) => string;
}

/** A source of random numbers (mulberry32) that repeats for a seed. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const fraction = () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    return scramble(state) / 2 ** 32;
  };
  const between = (min: number, max: number) => min + Math.floor(fraction() * (max - min + 1));
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    pick: (list) => itemAt(list, between(0, list.length - 1)),
    shuffled: (list) =>
      list
        .map((item) => ({ item, rank: fraction() }))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ item }) => item),
    hex: (digits) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join(''),
  };
}

/** Draws from a list like from a deck of cards: each once, then all over again. */
export function createDeck<T>(random: Random, cards: readonly T[]): () => T {
  let deck: T[] = [];
  return () => {
    if (deck.length === 0) deck = random.shuffled(cards);
    return deck.pop() ?? random.pick(cards);
  };
}

/** A 32-bit number that depends on both and on nothing else. */
export function scatter(seed: number, value: number): number {
  return scramble((Math.imul(seed | 0, 0x9e_37_79_b1) ^ scramble(value | 0)) | 0);
}

function scramble(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

function itemAt<T>(list: readonly T[], index: number): T {
  if (index >= list.length || index < 0) throw new RangeError('nothing to pick from');
  return list[index] as T;
}
