import { closest, distance } from 'fastest-levenshtein';

/** The known word that a mistyped one most likely meant; absent where none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(
    word.toLowerCase(),
    known.map((one) => one.toLowerCase()),
  );
  const near = known.find((one) => one.toLowerCase() === candidate);
  if (near === undefined) return undefined;
  return distance(word.toLowerCase(), candidate) <= Math.max(2, Math.floor(near.length / 2.5)) ? near : undefined;
}
