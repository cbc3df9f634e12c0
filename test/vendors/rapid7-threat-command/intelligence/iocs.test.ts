import { describe, expect, it } from 'vitest';
import { incident } from '../../../support/drafts.ts';
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
        Sources: [{ name: 'Cyber Crime Tracker', confidence_level: 1 }, { name: 'Cyware', confidence_level: 2 }],
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
    const account = await openScripted(always({ OriginalValue: 'x', Status: 'Done', Data: { Value: 'x', Tags: null } }));

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

describe('changes of IOCs', () => {
  it.each([
    [
      'threat-command-ioc-tags-add',
      { ioc_value: 'evil.example', tag_values: 'a,b' },
      `The tags "['a', 'b']" successfully added to "evil.example" IOC.`,
    ],
    [
      'threat-command-ioc-severity-update',
      { severity: 'High', domains: 'evil.example', ips: '192.0.2.1' },
      `The severity "High" successfully updated to "['evil.example', '192.0.2.1']" IOCs.`,
    ],
    [
      'threat-command-ioc-comment-add',
      { comment: 'hm', domains: 'evil.example' },
      `The comment "hm" successfully updated to "['evil.example']" IOCs.`,
    ],
    [
      'threat-command-account-whitelist-update',
      { is_whitelisted: 'Do not whitelist', domains: 'evil.example' },
      `The status "Do not whitelist" successfully updated to "['evil.example']" IOCs in the account whitelist.`,
    ],
    [
      'threat-command-account-whitelist-remove',
      { domains: 'evil.example' },
      `The IOCs "['evil.example']" successfully removed from the account whitelist.`,
    ],
    [
      'threat-command-ioc-blocklist-add',
      { domains: 'evil.example' },
      `The IOCs "['evil.example']" successfully added to the remediation blocklist.`,
    ],
    [
      'threat-command-ioc-blocklist-remove',
      { domains: 'evil.example' },
      `The IOCs "['evil.example']" successfully removed from the remediation blocklist.`,
    ],
    [
      'threat-command-source-document-delete',
      { source_id: '64' },
      'Source document "64" successfully deleted.',
    ],
    [
      'threat-command-source-document-ioc-create',
      { source_id: '64', domains: 'evil.example' },
      `IOC "['evil.example']" successfully added to "64" document source.`,
    ],
  ])('%s says what it did', async (command, input, text) => {
    const account = await openScripted(always({ success: true }));

    const result = await account.run(command, input);

    expect(result).toEqual({ text, sections: [], outputs: {} });
  });

  it('gives the document that was made', async () => {
    const account = await openScripted(always(fixture('source/create_document')));

    const { text, outputs } = await account.run('threat-command-source-document-create', {
      name: 'Wave',
      description: 'x',
      confidence_level: '1',
      domains: 'evil.example',
    });

    expect(text).toBe('Source document successfully created.');
    expect(outputs).toEqual({ 'ThreatCommand.Source.Files': [{ id: '6400789094a06f1d8131e1c3', name: 'Wave' }] });
  });

  it('takes the IOCs of the incident it is asked on, without what the vendor would refuse', async () => {
    const { commands } = await openScripted(always({}));
    const blocklist = commands.find(({ name }) => name === 'threat-command-ioc-blocklist-add');
    const indicators = [
      { kind: 'domain', value: 'evil.example' },
      { kind: 'ip', value: '192.0.2.1' },
      { kind: 'ip', value: '2001:db8::1' },
      { kind: 'url', value: 'https://evil.example/a,b' },
      { kind: 'cve', value: 'CVE-2021-26855' },
    ] as const;

    const input = blocklist?.fromIncident?.(incident({ indicators })) ?? {};

    expect(input).toEqual({ domains: 'evil.example', ips: '192.0.2.1', urls: '["https://evil.example/a,b"]' });
    expect(blocklist?.prepare(input).ok).toBe(true);
  });

  it('asks before what cannot be undone, and lets only those do it who may act', async () => {
    const { commands } = await openScripted(always({}));

    const asking = commands.filter(({ confirm }) => confirm !== undefined).map(({ name, needs }) => [name, needs]);

    expect(asking).toEqual([
      ['threat-command-ioc-blocklist-add', 'act'],
      ['threat-command-source-document-delete', 'act'],
      ['threat-command-asset-delete', 'act'],
    ]);
  });
});
