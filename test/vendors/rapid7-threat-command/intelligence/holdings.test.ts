import { describe, expect, it } from 'vitest';
import { always, fixture, linesIn, openScripted, tableIn } from './account.ts';

describe('assets', () => {
  it.each([
    ['threat-command-asset-add', 'Asset "acme.example" successfully added to "Domains" asset list.'],
    ['threat-command-asset-delete', 'Asset "acme.example" successfully deleted from "Domains" asset list.'],
  ])('%s gives the asset', async (command, text) => {
    const account = await openScripted(always('OK'));

    const result = await account.run(command, { asset_type: 'Domains', asset_value: 'acme.example' });

    expect(result).toEqual({
      text,
      sections: [],
      outputs: { 'ThreatCommand.Asset': [{ type: 'Domains', value: 'acme.example' }] },
    });
  });
});

describe('threat-command-mention-search', () => {
  it('gives the mentions without what is empty', async () => {
    const account = await openScripted(always(fixture('search_mentions')));

    const { text, outputs, sections } = await account.run('threat-command-mention-search', {
      search: 'thanks',
      page_number: '1',
    });

    expect(text).toBe('Mentions for "thanks" (page number 1).');
    expect(outputs['ThreatCommand.Mentions']).toHaveLength(15);
    expect(outputs['ThreatCommand.Mentions']?.[3]).toMatchObject({
      author: 'author03',
      comment_number: 17,
      type: 'comment',
      id: '27d500f469155aa6d5ee3d048b9427147a6af3fd',
    });
    expect(outputs['ThreatCommand.Mentions']?.[0]).toHaveProperty('Tags', {
      credit_cards: false,
      domains: false,
      emails: false,
      ips: false,
      ssns: false,
      urls: false,
    });
    expect(tableIn(sections)?.rows[3]).toContain('domains, ips');
    expect(linesIn(sections)).toEqual(['210281 in all, 15 on a page.']);
  });
});

describe('threat-command-enrichment-quota-usage', () => {
  it('gives the credits', async () => {
    const account = await openScripted(always(fixture('ioc/quota')));

    const { text, outputs } = await account.run('threat-command-enrichment-quota-usage', {});

    expect(text).toBe('Current API enrichment credits (quota).');
    expect(outputs).toEqual({
      'ThreatCommand.IOCsQuota': [{ time_period: '2023-01-26', total: 0, remaining: 0 }],
    });
  });
});
