import { createRandom } from '../simulator/random.ts';

/** Makes ids of 24 hex digits: the second, then digits that the seed decides. */
export type NewId = (at: Date) => string;

/** A maker of ids that repeats for a seed. */
export function createIds(seed: number): NewId {
  const random = createRandom(seed);
  const process = random.hex(10);
  let count = random.between(0, 0xff_ff);
  return (at) => {
    count = (count + 1) % 0x1_00_00_00;
    const second = Math.floor(at.getTime() / 1000) % 0x1_00_00_00_00;
    return second.toString(16).padStart(8, '0') + process + count.toString(16).padStart(6, '0');
  };
}
