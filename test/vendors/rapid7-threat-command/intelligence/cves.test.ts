import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../http/support.ts';
import { always, fixture, linesIn, openScripted, tableIn } from './account.ts';

const list = fixture('cve/cve_list') as { readonly content: readonly unknown[] };

describe('threat-command-cve-list', () => {
  it('gives the CVEs, all fields as data and the weightiest as a table', async () => {
    const account = await openScripted(always(list));

    const { text, outputs, sections } = await account.run('threat-command-cve-list', {});

    expect(text).toBe('CVE list.');
    expect(outputs['ThreatCommand.CVE']).toHaveLength(4);
    expect(outputs['ThreatCommand.CVE']?.[0]).toEqual({
      id: 'CVE-1999-0006',
      cpe: [
        {
          value: 'cpe:2.3:a:qualcomm:qpopper:2.4:*:*:*:*:*:*:*',
          title: 'Qualcomm Qpopper 2.4',
          vendor_product: 'Qualcomm Qpopper',
        },
      ],
      published_date: 'content[0]_publishedDate',
      update_date: 'content[0]_updateDate',
      severity: 'Medium',
      intsights_score: 68,
      cvss_score: 10,
      social_media_mentions: 0,
      paste_site_mentions: 12,
      hacking_forum_mentions: 0,
      instant_message_mentions: 0,
      dark_web_mentions: 0,
      code_repositories_mentions: 1,
      exploit_mentions: 2,
      clear_web_cyber_blogs_mentions: 0,
      poc_mentions: 0,
      mentions_amount: 15,
      first_mention_date: 'content[0]_firstMentionDate',
      last_mention_date: 'content[0]_lastMentionDate',
      exploit_availability: true,
      poc_availability: false,
      vulnerability_origin: ['API'],
      related_threat_actors: [],
      related_malware: [],
      related_campaigns: [],
    });
    expect(outputs).not.toHaveProperty('ThreatCommand.CveNextOffset');
    expect(tableIn(sections)?.columns.length).toBeLessThanOrEqual(20);
    expect(tableIn(sections)?.rows[0]).toContain('Qualcomm Qpopper');
  });

  it('hands the cursor out', async () => {
    const account = await openScripted(always({ ...list, nextOffset: 'a::b' }));

    const { outputs, sections } = await account.run('threat-command-cve-list', {});

    expect(outputs['ThreatCommand.CveNextOffset']).toEqual(['a::b']);
    expect(linesIn(sections)).toEqual(['CVE next offset. a::b']);
  });

  it('keeps the cursor back where following it would skip what was cut off', async () => {
    const account = await openScripted(always({ ...list, nextOffset: 'a::b' }));

    const { outputs, sections } = await account.run('threat-command-cve-list', { limit: '3' });

    expect(outputs['ThreatCommand.CVE']).toHaveLength(3);
    expect(outputs).not.toHaveProperty('ThreatCommand.CveNextOffset');
    expect(linesIn(sections)).toEqual(['3 of 4 are shown: see `limit`.']);
  });
});

describe.each([
  ['threat-command-cve-add', 'added', 'add'],
  ['threat-command-cve-delete', 'deleted', 'delete'],
])('%s', (command, done, tried) => {
  it('tells those that succeeded and those that failed', async () => {
    const answer = { success: { amount: 1 }, failure: [{ cveId: 'CVE-5555-0003', failReason: 'Unsupported' }] };
    const account = await openScripted(always(answer));

    const { text } = await account.run(command, { cve_ids: 'CVE-2021-26855,cve-5555-0003,CVE-2021-34473' });

    expect(text).toBe(
      `The "CVE-2021-26855,CVE-2021-34473" CVEs successfully ${done}. Failed to ${tried} the "CVE-5555-0003 (Unsupported)" CVEs.`,
    );
  });

  it.each([{}, { failure: null }, { failure: 'none' }, { failure: [] }])(
    'takes %j for a full success',
    async (answer) => {
      const account = await openScripted(always(answer));

      const { text } = await account.run(command, { cve_ids: 'CVE-2021-26855' });

      expect(text).toBe(`The "CVE-2021-26855" CVEs successfully ${done}.`);
    },
  );

  it('fails where none succeeded', async () => {
    const answer = { success: { amount: 0 }, failure: [{ cveId: 'CVE-5555-0003', failReason: 'Unsupported' }] };
    const account = await openScripted(always(answer));

    const error = await failureOf(account.run(command, { cve_ids: 'CVE-5555-0003' }));

    expect([error.kind, error.message]).toEqual([
      'refused',
      `Failed to ${tried} the "CVE-5555-0003 (Unsupported)" CVEs.`,
    ]);
  });
});
