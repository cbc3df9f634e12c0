import { describe, expect, it } from 'vitest';
import type { Fact, Incident } from '../../../src/domain/incident.ts';
import { shownFacts } from '../../../src/vendors/group-ib/shown-facts.ts';
import { incident } from '../../support/drafts.ts';

function fact(label: string, value: string): Fact {
  return { label, value };
}

function shown(facts: readonly Fact[], changes: Partial<Incident> = {}): string[] {
  return shownFacts(incident({ title: 'Suspicious IP: 192.0.2.7', facts, ...changes })).map(
    ({ label, value }) => `${label}: ${value}`,
  );
}

describe('the facts on a card', () => {
  it('leave out what heading, assets and description say already', () => {
    const facts = [fact('IP', '192.0.2.7'), fact('Issuer', 'ACME BANK'), fact('Text', 'As told.'), fact('Port', '7')];

    expect(shown(facts, { assets: ['ACME BANK'], description: 'As told.' })).toEqual(['Port: 7']);
  });

  it('keep an indicator that the heading does not name', () => {
    const indicators = [{ kind: 'domain', value: 'c2.example' }] as const;

    expect(shown([fact('CNC', 'c2.example')], { indicators })).toEqual(['CNC: c2.example']);
  });

  it('keep what is sensitive, so that it can be revealed', () => {
    const secret = { ...fact('Account', '192.0.2.7'), sensitive: true };

    expect(shownFacts(incident({ title: 'Mule: 192.0.2.7', facts: [secret] }))).toEqual([secret]);
  });

  it.each([
    ['2026-01-02', ['First seen: 2026-01-01, last seen: 2026-01-02', 'Port: 7']],
    ['2026-01-01', ['First and last seen: 2026-01-01', 'Port: 7']],
  ])('have first and last sight (%s) in one line', (last, expected) => {
    const facts = [fact('First seen', '2026-01-01'), fact('Port', '7'), fact('Last seen', last)];

    expect(shown(facts)).toEqual(expected);
  });

  it('have what the vendor thinks of its record in one line, in its place', () => {
    const facts = [fact('Admiralty code', 'A2'), fact('Credibility', '80'), fact('Valid for', '30 days')];

    expect(shown([fact('Port', '7'), ...facts, fact('Source', 'x')])).toEqual([
      'Port: 7',
      'Assessment: Admiralty code A2, credibility 80, valid for 30 days',
      'Source: x',
    ]);
  });
});
