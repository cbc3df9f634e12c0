import { describe, expect, it } from 'vitest';
import { always, fixture, linesIn, openScripted, openSimulated, tableIn } from './account.ts';

describe('threat-command-ioc-search', () => {
  it('gives one IOC by its value', async () => {
    const account = await openScripted(always(fixture('ioc/get')));

    const { text, outputs, sections } = await account.run('threat-command-ioc-search', { ioc_value: 'example.com' });

    expect(text).toBe('IOC "example.com"');
    expect(outputs['ThreatCommand.IOC']).toEqual([
      {
        value: 'example.com',
        type: 'Domains',
        status: 'Active',
        severity: 'PendingEnrichment',
        score: 0,
        last_update_date: '2023-01-15T13:07:16.253Z',
        last_seen: '2023-01-15T13:07:15.740Z',
        first_seen: '2016-09-12T12:41:11.318Z',
        geolocation: null,
        related_malware: [],
        related_campaigns: [],
        related_threat_actors: [],
        ReportedFeeds: [
          { id: '59e376681bb0800644e1368f', name: 'Cyber Threat Alliance', confidence_level: 2 },
          { id: '592c3677cadf65cc488647d2', name: 'Remediation Blocklist', confidence_level: 3 },
        ],
        is_whitelisted: true,
        tags: [],
      },
    ]);
    expect(tableIn(sections)?.columns).toEqual([
      'Value',
      'Type',
      'Status',
      'Severity',
      'Score',
      'Last Update Date',
      'Last Seen',
      'First Seen',
      'ReportedFeeds',
      'Is Whitelisted',
    ]);
  });

  it('gives a list', async () => {
    const account = await openScripted(always(fixture('ioc/filter_list')));

    const { text, outputs, sections } = await account.run('threat-command-ioc-search', {
      last_updated_from: '2022-12-01',
      limit: '3',
    });

    expect(text).toBe('IOC list');
    expect(outputs['ThreatCommand.IOC']).toHaveLength(3);
    expect(outputs['ThreatCommand.IOC']?.[2]).toMatchObject({ value: '104.16.51.111', geolocation: 'US' });
    expect(linesIn(sections)).toEqual(['There may be more: page=2 page_size=3']);
  });

  it('pages by the bare time of the cursor', async () => {
    const account = await openScripted(always(fixture('ioc/filter_list')));

    await account.run('threat-command-ioc-search', { last_updated_from: '2022-12-01', page: '2', page_size: '3' });

    expect(account.requests()[1]?.query).toEqual([
      ['lastUpdatedFrom', '2022-12-01T00:00:00.000Z'],
      ['limit', '3'],
      ['offset', '2022-12-13T07:40:14.740Z'],
    ]);
  });

  it('enriches one IOC, with what the published client leaves out', async () => {
    const account = await openScripted(always(fixture('ioc/enrich_domain_2')));

    const { text, outputs, sections } = await account.run('threat-command-ioc-search', {
      ioc_value: 'test',
      enrichment: 'true',
    });

    expect(text).toBe('Enrichment data for IOC "test"');
    expect(outputs['ThreatCommand.IOC']).toMatchObject([
      {
        value: 'rigpriv.com',
        type: 'Domains',
        Sources: [
          { name: 'Cyber Crime Tracker', confidence_level: 1 },
          { name: 'Cyware', confidence_level: 2 },
        ],
        system_tags: ['malware related', 'rig'],
        related_malwares: ['rig'],
        is_known_ioc: true,
        is_whitelisted: false,
        Severity: { value: 'Medium', score: 40, origin: 'system' },
        subdomains: ['www.rigpriv.com', 'wap.rigpriv.com', 'm.rigpriv.com'],
        Current: { statuses: ['clientHold', 'clientUpdateProhibited'] },
        History: [{ name_servers: ['ALEX.NS.CLOUDFLARE.COM', 'CAROL.NS.CLOUDFLARE.COM'] }],
        RelatedHash: { communicating: [expect.any(String)] },
      },
    ]);
    expect(outputs['ThreatCommand.IOC']?.[0]).not.toHaveProperty('tags');
    const titles = sections.flatMap((section) => (section.kind === 'table' ? [section.table.title] : []));
    expect(titles).toEqual([text, 'DnsRecord', 'Resolution', 'History']);
  });

  it('enriches a file, whose hashes are its own', async () => {
    const account = await openScripted(always(fixture('ioc/enrich_file_4')));

    const { outputs } = await account.run('threat-command-ioc-search', { ioc_value: 'test', enrichment: 'true' });

    expect(outputs['ThreatCommand.IOC']).toMatchObject([
      {
        file_type: 'JavaScript',
        file_size: 2162,
        antivirus_detected_engines: '25/61',
        RelatedHash: { Hashes: [{ type: 'MD5', value: 'f542bd63c685840dfb42136c2669bd6b' }, {}, {}] },
      },
    ]);
  });

  it('copes with data without any hashes', async () => {
    const account = await openScripted(
      always({ OriginalValue: 'x', Status: 'Done', Data: { Value: 'x', Tags: null } }),
    );

    const { outputs } = await account.run('threat-command-ioc-search', { ioc_value: 'x', enrichment: 'true' });

    expect(outputs['ThreatCommand.IOC']).toEqual([{ value: 'x' }]);
  });

  it.each([
    [['Failed'], 'Enrichment failed. Status is "Failed"".', []],
    [
      ['QuotaExceeded'],
      'Enrichment failed. Status is "QuotaExceeded"".',
      ["The account's enrichment credits of the day are used up."],
    ],
    [
      ['Queued'],
      `Waiting for "['evil.example']" to finish...`,
      ['Threat Command is still working on it: ask again in a moment.'],
    ],
  ])('answers %j in words', async (statuses, text, lines) => {
    const account = await openSimulated({ enrichment: { statuses, total: 9, remaining: 7 } });

    const result = await account.run('threat-command-ioc-search', {
      ioc_value: 'evil.example',
      enrichment: 'true',
      interval_in_seconds: '5',
      timeout_in_seconds: '1',
    });

    expect(result.text).toBe(text);
    expect(linesIn(result.sections).slice(0, -1)).toEqual(lines);
    expect(linesIn(result.sections).at(-1)).toMatch(/^6 of 9 enrichment credits are left \(\d{4}-\d\d-\d\d\)\.$/);
    expect(result.outputs).toEqual({ 'ThreatCommand.IOC': [] });
  });
});
