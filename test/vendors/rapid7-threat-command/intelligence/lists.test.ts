import { describe, expect, it } from 'vitest';
import { always, fixture, linesIn, openScripted, tableIn } from './account.ts';

describe('threat-command-cyber-term-list', () => {
  it('gives the terms as rows', async () => {
    const account = await openScripted(always(fixture('cyber_term/cyber_term')));

    const { text, sections, outputs } = await account.run('threat-command-cyber-term-list', {});

    const rows = outputs['ThreatCommand.CyberTerm'];
    expect(text).toBe('Cyber terms');
    expect(rows).toHaveLength(7);
    expect(rows?.[1]).toEqual({
      id: '6220ea495c879c2c4d36c124',
      name: 'El Patron',
      type: 'ThreatActor',
      severity: 'Medium',
      aliases: [],
      origins: [],
      target_countries: ['Russian Federation'],
      sectors: ['Media'],
      created_date: 'content[1]_CreatedDate',
      updated_date: 'content[1]_UpdatedDate',
      ttp: [],
      overview: expect.stringContaining('El Patron is a member') as string,
      additional_information: 'N/A',
      related_malware: [],
      related_threat_actor: ['Anonymous'],
      related_campaigns: ['OpRussia 2022-2023', 'The 2022 Russia-Ukraine Cyberwarfare'],
      MitreAttack: [],
    });
    expect(tableIn(sections)?.columns).toContain('Target Countries');
    expect(linesIn(sections)).toEqual(['There may be more: page=2 page_size=50']);
  });

  it('fills the MITRE data, in whatever letter case its names come', async () => {
    const term = { ID: 'x', MitreAttack: [{ Tactic: 'TA1', techniques: [{ Name: 'T1', URL: 'https://t.example' }] }] };
    const account = await openScripted(always({ content: [term] }));

    const { outputs } = await account.run('threat-command-cyber-term-list', {});

    expect(outputs['ThreatCommand.CyberTerm']).toMatchObject([
      { MitreAttack: [{ tactic: 'TA1', Techniques: [{ name: 'T1', url: 'https://t.example' }] }] },
    ]);
  });

  it.each([{ content: [] }, { content: null }, {}, { content: ['no record', null] }])(
    'says that %j is nothing',
    async (answer) => {
      const account = await openScripted(always(answer));

      const { text, outputs } = await account.run('threat-command-cyber-term-list', {});

      expect(text).toBe('Cyber terms: No entries.');
      expect(outputs).toEqual({ 'ThreatCommand.CyberTerm': [] });
    },
  );
});

describe('the pages of a list', () => {
  const first = fixture('cyber_term/cyber_term_ioc_limit2');

  it('walks to a later page by the cursor of what comes before it', async () => {
    const account = await openScripted((response, nth) =>
      always(nth === 1 ? { ...(fixture('cyber_term/cyber_term') as object), nextOffset: 'a::b' } : first)(
        response,
        nth,
        { method: '', url: '', headers: {}, body: '', atMs: 0 },
      ),
    );

    const { outputs } = await account.run('threat-command-cyber-term-list', { page: '2', page_size: '7' });

    expect(account.requests().map(({ query }) => query)).toEqual([
      [['limit', '7']],
      [
        ['limit', '7'],
        ['offset', 'a::b'],
      ],
    ]);
    expect(outputs['ThreatCommand.CyberTerm']).toHaveLength(2);
  });

  it('fails where the list ends before the page', async () => {
    const account = await openScripted(always({ content: [{ ID: 'x' }] }));

    const run = account.run('threat-command-cyber-term-list', { page: '3', page_size: '2' });

    await expect(run).rejects.toThrow('Error with pagination.');
  });

  it('asks for one page_size where page is 1, whatever the limit', async () => {
    const account = await openScripted(always({ content: [] }));

    await account.run('threat-command-cyber-term-list', { page: '1', page_size: '4', limit: '9' });

    expect(account.requests().map(({ query }) => query)).toEqual([[['limit', '4']]]);
  });
});

describe('threat-command-cyber-term-ioc-list', () => {
  it('reads the page that is nested one level deeper', async () => {
    const account = await openScripted(always(fixture('cyber_term/cyber_term_ioc')));

    const { text, outputs, sections } = await account.run('threat-command-cyber-term-ioc-list', {
      cyber_term_id: 'abc',
    });

    expect(text).toBe('Related IOCs to Cyber term abc');
    expect(outputs['ThreatCommand.IOC']).toHaveLength(14);
    expect(outputs['ThreatCommand.IOC']?.[0]).toEqual({
      value: '160.153.129.37',
      type: 'IpAddresses',
      updated_date: '2023-03-02T00:51:14.199Z',
      status: 'Active',
      is_whitelisted: false,
      severity: 'High',
      reporting_feeds: ['Cyware', 'Threat Library', 'Cyber Crime Tracker'],
    });
    expect(linesIn(sections)).toEqual(['There may be more: page=2 page_size=50']);
  });
});

interface Whole {
  readonly command: string;
  readonly input?: { readonly [argument: string]: string };
  readonly answer: string;
  readonly title: string;
  readonly path: string;
  readonly count: number;
  readonly first: unknown;
  readonly all: 'all_results' | 'all_result';
}

const wholeLists: readonly Whole[] = [
  {
    command: 'threat-command-cyber-term-cve-list',
    input: { cyber_term_id: 'abc' },
    answer: 'cyber_term/cyber_term_cve',
    title: 'Related CVEs to Cyber term abc',
    path: 'CVE',
    count: 3,
    first: {
      id: 'CVE-2021-26855',
      publish_date: '2021-03-03T00:15:00.000Z',
      vendor_product: ['Microsoft Exchange Server'],
    },
    all: 'all_results',
  },
  {
    command: 'threat-command-source-list',
    answer: 'source/source_list',
    title: 'IOC sources',
    path: 'Source',
    count: 38,
    first: {
      id: '5b68306cf84f7c8696047fda',
      name: 'AlienVault OTX',
      confidence_level: 3,
      is_enabled: true,
      type: 'IntelligenceFeed',
    },
    all: 'all_results',
  },
  {
    command: 'threat-command-asset-list',
    answer: 'asset/list_assets',
    title: 'Asset list.',
    path: 'Asset',
    count: 13,
    first: { value: 'google.com', type: 'Domains' },
    all: 'all_results',
  },
  {
    command: 'threat-command-asset-type-list',
    answer: 'asset/list_types',
    title: 'Asset types.',
    path: 'AssetType',
    count: 25,
    first: 'Domains',
    all: 'all_results',
  },
  {
    command: 'threat-command-mssp-user-list',
    answer: 'mssp/mssp_user',
    title: 'MSSP user list',
    path: 'MsspUser',
    count: 2,
    first: { id: '5b4c9b905abb6179bb277a4f', email: 'mssp1@example.com', role: 'Analyst', is_deleted: false },
    all: 'all_result',
  },
  {
    command: 'threat-command-mssp-customer-list',
    answer: 'mssp/mssp_customer',
    title: 'MSSP customer list',
    path: 'MsspCustomer',
    count: 2,
    first: { id: '5b1d49c3a8f4f438dfc41988', company_name: 'Example', status: 'Enabled', note: 'This is a note' },
    all: 'all_result',
  },
];

describe.each(wholeLists)('$command', ({ command, input = {}, answer, title, path, count, first, all }) => {
  const output = `ThreatCommand.${path}`;

  it('gives all there is as rows and as a table', async () => {
    const account = await openScripted(always(fixture(answer)));

    const { text, sections, outputs } = await account.run(command, input);

    expect(text).toBe(title);
    expect(outputs[output]).toHaveLength(count);
    expect(outputs[output]?.[0]).toEqual(first);
    expect(tableIn(sections)?.rows).toHaveLength(count);
  });

  it('keeps the first `limit`, and says that it did', async () => {
    const account = await openScripted(always(fixture(answer)));

    const { outputs, sections } = await account.run(command, { ...input, limit: '1' });

    expect(outputs[output]).toEqual([first]);
    expect(linesIn(sections)).toEqual([`1 of ${count} are shown: see \`limit\`.`]);
  });

  it('keeps none with a limit of 0', async () => {
    const account = await openScripted(always(fixture(answer)));

    const { outputs, text } = await account.run(command, { ...input, limit: '0' });

    expect(outputs[output]).toEqual([]);
    expect(text).toContain('No entries.');
  });

  it(`keeps all with ${all}, whatever the limit`, async () => {
    const account = await openScripted(always(fixture(answer)));

    const { outputs } = await account.run(command, { ...input, limit: '1', [all]: 'true' });

    expect(outputs[output]).toHaveLength(count);
  });
});
