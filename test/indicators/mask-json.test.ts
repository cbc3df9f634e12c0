import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask, maskJson } from '../../src/indicators/mask.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9!#$%&*+,.:;=?@^_~|{}()/-]{6,40}$/);

/** Whether any six characters in a row of `planted` stand in `text`. */
function survives(planted: string, text: string): boolean {
  return Array.from({ length: planted.length - 5 }, (_, at) => planted.slice(at, at + 6)).some((part) =>
    text.includes(part),
  );
}

describe('maskJson', () => {
  it('masks by field name and by value, and keeps the rest', () => {
    const record = {
      Password: 'hunter2',
      'api-key': 'k',
      client_secret: ['a', 'b'],
      access_token: { value: 'x' },
      cvv: 123,
      PIN: '1234',
      cardNumber: '4111-1111-1111-1111',
      track2: ';4111=1',
      number: 4111111111111111,
      hasPassword: true,
      passwordStrength: 'weak',
      tokenType: 'bearer',
      pin_required: null,
      text: 'password: hunter2 now',
      count: 3,
      pass: '',
      nested: [{ pwd: 'x', name: 'bob' }],
    };

    const masked = maskJson(record);

    expect(masked).toEqual({
      Password: mask,
      'api-key': mask,
      client_secret: [mask, mask],
      access_token: { value: mask },
      cvv: mask,
      PIN: mask,
      cardNumber: `${mask} 1111`,
      track2: mask,
      number: `${mask} 1111`,
      hasPassword: true,
      passwordStrength: 'weak',
      tokenType: 'bearer',
      pin_required: null,
      text: `password: ${mask} now`,
      count: 3,
      pass: '',
      nested: [{ pwd: mask, name: 'bob' }],
    });
    expect(maskJson(masked ?? {})).toEqual(masked);
  });

  it('leaves the records of the fixtures as they are', () => {
    const page: object = JSON.parse(
      readFileSync(new URL('../fixtures/threatmon/alarms_page_0.json', import.meta.url), 'utf8'),
    );

    expect(maskJson(page)).toEqual(page);
  });

  it('stands any nesting and keeps hostile names as data', () => {
    const deep: object = JSON.parse(`${'['.repeat(50_000)}"hunter2"${']'.repeat(50_000)}`);
    const named: object = JSON.parse('{"__proto__": {"password": "hunter2"}}');

    expect(JSON.stringify(maskJson(deep))).not.toContain('hunter2');
    expect(JSON.stringify(maskJson(named))).toBe(`{"__proto__":{"password":"${mask}"}}`);
  });

  it('lets nothing of a secret through wherever a field names it', () => {
    const name = fc.constantFrom(
      'password',
      'user_password',
      'apiKey',
      'X-Api-Key',
      'botToken',
      'signingSecret',
      'pin',
      'cvv2',
    );

    fc.assert(
      fc.property(name, secret, fc.jsonValue(), (field, planted, rest) => {
        const out = JSON.stringify(maskJson({ rest: [{ [field]: { deep: [planted] } }], other: rest }));

        expect(survives(planted, out)).toBe(survives(planted, JSON.stringify(maskJson({ other: rest }))));
      }),
    );
  });
});
