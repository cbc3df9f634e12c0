import { describe, expect, it } from 'vitest';
import { mask } from '../../../src/indicators/mask.ts';
import { recordText } from '../../../src/slack/render/record.ts';

describe('a record as JSON', () => {
  it('masks a secret in a text and leaves the next line of that text alone', () => {
    const description = 'Username: john\nPassword: hunter2\nComputer: LT-46BC';

    const shown = recordText({ description }, 1000);

    expect(JSON.parse(shown)).toEqual({ description: `Username: john\nPassword: ${mask}\nComputer: LT-46BC` });
  });

  it.each([
    [{ kennwort: 'geheim eins' }, { kennwort: mask }],
    [
      { 'security code': 123, heslo: ['tajne', { note: 'x' }] },
      { 'security code': mask, heslo: [mask, { note: 'x' }] },
    ],
    [{ raw: { 'pass\u200bword': 'hunter2', clave: '' } }, { raw: { password: mask, clave: '' } }],
    [{ 'john@acme.example:hunter2': 1 }, { [`john@acme.example:${mask}`]: mask }],
    [{ payload: '{"password":"x y","n":1}' }, { payload: `{"password":"${mask}","n":1}` }],
    [
      { card: 4111111111111111, line: 'pwd: a\u200bb c' },
      { card: `${mask} 1111`, line: `pwd: ${mask} c` },
    ],
  ])('masks %j', (record, expected) => {
    expect(JSON.parse(recordText(record, 1000))).toEqual(expected);
  });

  it('leaves addresses whole and everything without a secret as it came', () => {
    const record = { links: ['https://a.example/x|https://b.example/y'], count: 1234, open: true, none: null };

    expect(JSON.parse(recordText(record, 1000))).toEqual(record);
  });
});
