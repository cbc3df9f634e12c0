import { describe, expect, it } from 'vitest';
import { maskIncident, maskRecord } from '../../src/indicators/mask-incident.ts';
import { mask } from '../../src/indicators/mask.ts';
import { draft } from '../support/drafts.ts';

const raw = {
  id: 'a1',
  login: 'hunter22',
  note: 'seen with hunter22',
  secretWord: 'hunter22',
  people: [{ name: 'Ada L.', country: 'NL', isKnown: true }, { name: null }],
  nameOfThing: 'kept',
};

describe('a record as anybody may read it', () => {
  it('has a mask for everything at and below a sensitive path, and flags and nulls as they are', () => {
    const masked = maskRecord({ raw, sensitivePaths: ['people', 'secretWord'] });

    expect(masked).toEqual({
      ...raw,
      login: mask,
      note: `seen with ${mask}`,
      secretWord: mask,
      people: [{ name: mask, country: mask, isKnown: true }, { name: null }],
    });
  });

  it('does not take a longer name for a path', () => {
    expect(maskRecord({ raw, sensitivePaths: ['name'] })).toEqual(raw);
  });

  it('loses what reads like a secret anyway', () => {
    expect(maskRecord({ raw: { password: 'x', cvv: 123 } })).toEqual({ password: mask, cvv: mask });
  });

  it('is what an incident shows, with its sensitive facts masked', () => {
    const facts = [
      { label: 'E-mails', value: 'a@acme.example', sensitive: true },
      { label: 'Leak', value: 'Collection' },
    ];

    const masked = maskIncident(draft({ facts, raw: { email: 'a@acme.example' }, sensitivePaths: ['email'] }));

    expect(JSON.stringify(masked)).not.toContain('a@acme.example');
    expect(masked).toMatchObject({ facts: [{ value: mask }, { value: 'Collection' }], raw: { email: mask } });
  });
});
