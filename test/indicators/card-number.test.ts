import { describe, expect, it } from 'vitest';
import { isCardNumber } from '../../src/indicators/card-number.ts';

describe('isCardNumber', () => {
  it.each([
    '4111111111111111',
    '5555555555554444',
    '2223003122003222',
    '378282246310005',
    '6011111111111117',
    '3530111333300000',
    '30569309025904',
    '6200000000000005',
    '9792030000000000',
  ])('knows %s', (digits) => {
    expect(isCardNumber(digits)).toBe(true);
  });

  it.each(['4111111111111112', '1234567812345670', '411111111111', '0000000000000000', '41111111111111111111'])(
    'refuses %s',
    (digits) => {
      expect(isCardNumber(digits)).toBe(false);
    },
  );
});
