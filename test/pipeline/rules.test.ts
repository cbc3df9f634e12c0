import { describe, expect, it } from 'vitest';
import { applyRules, compileRules } from '../../src/pipeline/rules.ts';
import type { Rules } from '../../src/pipeline/rules.ts';
import type { Rule } from '../../src/domain/rule.ts';
import { draft } from '../support/drafts.ts';

const source = { instance: 'acme', vendor: 'threatmon', channel: '#threat-intel' };

function compiled(rules: readonly Rule[]): Rules {
  const result = compileRules(rules);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result;
}

describe('rules', () => {
  it('leave a draft that none matches in its instance’s channel', async () => {
    const { routed } = await applyRules(compiled([{ when: 'severity = "low"', drop: true }]), draft(), source);

    expect(routed.routing).toEqual({
      channel: '#threat-intel',
      mention: [],
      dropped: false,
      onUpdate: 'update-only',
      on: {},
    });
  });

  it('all apply in order, a later one winning', async () => {
    const rules = compiled([
      { when: 'severity in ["high", "critical"]', channel: '#soc', mention: ['@soc-leads'] },
      { when: 'vendor = "threatmon"', channel: '#threatmon' },
    ]);

    const { routed } = await applyRules(rules, draft(), source);

    expect(routed.routing).toMatchObject({ channel: '#threatmon', mention: ['@soc-leads'] });
  });

  it('classify and map from the vendor’s own record, and later rules see it', async () => {
    const rules = compiled([
      {
        when: 'type = "Stolen Credential"',
        type: 'Credential leak',
        map: { title: '"Leaked: " & raw.title', Owner: 'raw.assetName' },
      },
      { when: 'type = "Credential leak"', channel: '#leaks' },
    ]);
    const stolen = draft({ type: 'Stolen Credential', raw: { title: 'Stolen Credential', assetName: 'vpn' } });

    const { routed } = await applyRules(rules, stolen, source);

    expect(routed).toMatchObject({
      type: 'Credential leak',
      title: 'Leaked: Stolen Credential',
      facts: [{ label: 'Owner', value: 'vpn' }],
      routing: { channel: '#leaks' },
    });
  });

  it('that fail on one draft are skipped there and say where', async () => {
    const rules = compiled([{ map: { severity: '"terrible"' } }, { channel: '#after' }]);

    const { routed, troubles } = await applyRules(rules, draft(), source);

    expect(routed).toMatchObject({ severity: 'high', routing: { channel: '#after' } });
    expect(troubles).toEqual([
      expect.objectContaining({ place: 'rules[0]', message: expect.stringContaining('severity') }),
    ]);
  });

  it('that cannot be compiled are all reported with their place', () => {
    const result = compileRules([{ when: 'severity = (' }, { map: { title: '"open', raw: '1' } }]);

    expect(result).toEqual({
      faults: [
        { path: 'rules[0].when', message: expect.stringContaining('JSONata') },
        { path: 'rules[1].map.title', message: expect.stringContaining('JSONata') },
        { path: 'rules[1].map.raw', message: 'this field cannot be mapped' },
      ],
    });
  });
});
