import { describe, expect, it } from 'vitest';
import { incident } from '../../../support/drafts.ts';
import { always, fixture, linesIn, openScripted, openSimulated } from './account.ts';

interface Enriched {
  readonly OriginalValue: string;
  readonly Data: { readonly [field: string]: unknown };
}

const md5 = 'aa268cd7c864a4f8453d37a72bb4a3c7';
const sha256 = 'eccc999fef9c3bc0acd34fd1fd1419cf7408b66cda916a1de00054066d8e6cb9';

describe('file', () => {
  it('gives the hashes, the MD5 among them, and what scanners call it', async () => {
    const account = await openScripted(always(fixture('ioc/enrich_file')));

    const { text, outputs, sections } = await account.run('file', { file: sha256 });

    expect(text).toBe(`Rapid7 Threat Command - Hash Reputation for: ${sha256}`);
    expect(outputs['ThreatCommand.File']).toMatchObject([
      {
        md5,
        sha1: '1e4314f2d189ae71ef8f3e0f770f7a874a61d1bc',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        sha512: null,
        name: '',
        description: '',
        size: 114_176,
        file_type: 'Win32 EXE',
        tags: expect.arrayContaining(['qakbot', 'worm']) as string[],
        actor: [],
        campaign: [],
        associated_file_names: expect.arrayContaining(['W32.RammitNNA.PE', 'Win32.Ramnit']) as string[],
      },
    ]);
    expect(outputs['DBotScore']).toEqual([
      {
        Indicator: sha256,
        Type: 'file',
        Vendor: 'ThreatCommand',
        Score: 3,
        Reliability: 'C - Fairly reliable',
      },
    ]);
    expect(linesIn(sections)).toContain('Verdict: malicious (a known IOC)');
    expect(linesIn(sections)).toContain('Severity: High, score 100');
    expect(JSON.stringify(sections)).toContain('["Last Seen: ",{"at":"2023-02-08T14:57:47.606Z"}]');
  });

  it('takes the hash that was asked for where the vendor lists none', async () => {
    const account = await openScripted(always({ OriginalValue: md5, Status: 'Done', Data: { Tags: null } }));

    const { outputs } = await account.run('file', { file: md5 });

    expect(outputs['ThreatCommand.File']).toMatchObject([{ md5, sha1: null, tags: [] }]);
    expect(outputs['DBotScore']).toMatchObject([{ Score: 0 }]);
  });
});

describe('ip', () => {
  it('gives network and region, and a score labelled as an address', async () => {
    const account = await openScripted(always(fixture('ioc/enrich_ip_4')), { reliability: 'A+' });

    const { text, outputs } = await account.run('ip', { ip: '192.42.116.184' });

    expect(text).toBe('Rapid7 Threat Command - IP Reputation for: 192.42.116.184');
    expect(outputs).toEqual({
      'ThreatCommand.IP': [
        {
          ip: '192.42.116.184',
          asn: 1101,
          region: 'NL',
          updated_date: '2023-03-27T08:47:35.572Z',
          campaign: [],
          tags: [],
        },
      ],
      DBotScore: [
        {
          Indicator: '192.42.116.184',
          Type: 'ip',
          Vendor: 'ThreatCommand',
          Score: 3,
          Reliability: 'A+ - 3rd party enrichment',
        },
      ],
    });
  });
});

describe('url', () => {
  const url = 'https://lextorah-elearning.com.ng/MyGov/personal.html';

  it('gives the detections in two halves', async () => {
    const account = await openScripted(always(fixture('ioc/enrich_url')));

    const { outputs } = await account.run('url', { url });

    expect(outputs['ThreatCommand.URL']).toEqual([
      {
        url,
        positive_detections: '11',
        detection_engines: '86',
        campaign: [],
        tags: ['Delivery', 'Initial Access', 'T1566 - Phishing', 'phishing'],
      },
    ]);
    expect(outputs['DBotScore']).toMatchObject([{ Indicator: url, Type: 'url', Score: 3 }]);
  });

  it.each([undefined, null, '11', '1/2/3'])('leaves the detections out where they are %j', async (engines) => {
    const enriched = fixture('ioc/enrich_url') as Enriched;
    const Data = { ...enriched.Data, AntivirusDetectedEngines: engines };
    const account = await openScripted(always({ ...enriched, Data }));

    const { outputs } = await account.run('url', { url });

    expect(outputs['ThreatCommand.URL']?.[0]).not.toHaveProperty('positive_detections');
    expect(outputs['ThreatCommand.URL']?.[0]).not.toHaveProperty('detection_engines');
  });

  it.each([
    ['https://evil.example/a,b', ['https://evil.example/a,b']],
    ['https://evil.example/a, https://worse.example/b', ['https://evil.example/a', 'https://worse.example/b']],
    ['https://evil.example/a\nhttps://worse.example/b', ['https://evil.example/a', 'https://worse.example/b']],
    ['["https://evil.example/a,https://x.example"]', ['https://evil.example/a,https://x.example']],
    ['evil.example/a,worse.example/b', ['evil.example/a', 'worse.example/b']],
  ])('reads %j as %j', async (input, expected) => {
    const account = await openSimulated({ enrichment: { statuses: ['Done'] } });

    const { outputs } = await account.run('url', { url: input });

    expect(outputs['DBotScore']?.map((score) => (score as { readonly Indicator: string }).Indicator)).toEqual(expected);
  });
});

describe('domain', () => {
  it('gives subdomains and DNS records', async () => {
    const account = await openScripted(always(fixture('ioc/enrich_domain_2')));

    const { outputs } = await account.run('domain', { domain: 'test' });

    expect(outputs['ThreatCommand.Domain']).toMatchObject([
      {
        domain: 'test',
        updated_date: 'Data_UpdateDate',
        tags: ['malware related', 'rig'],
        sub_domains: ['www.rigpriv.com', 'wap.rigpriv.com', 'm.rigpriv.com'],
        campaign: [],
        dns_records: expect.arrayContaining([{ type: 'NS', value: 'jm1.dns.com.' }]) as unknown[],
      },
    ]);
    expect(outputs['DBotScore']).toMatchObject([{ Type: 'domain' }]);
  });
});

describe('several values', () => {
  it('keeps what is there, tells the rest in words, and shows the credits', async () => {
    const account = await openSimulated({
      enrichment: {
        total: 10,
        remaining: 10,
        statuses: ['Done'],
        byValue: { '192.0.2.2': ['Failed'], '192.0.2.3': ['QuotaExceeded'], '192.0.2.4': ['InProgress'] },
      },
    });
    account.sandbox.fault({ path: '192.0.2.5' }, { kind: 'status', status: 404 });

    const { text, sections, outputs } = await account.run('ip', {
      ip: '192.0.2.4, 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.5, 192.0.2.6',
      interval_in_seconds: '2',
      timeout_in_seconds: '1',
    });

    expect(text).toBe('Rapid7 Threat Command - IP Reputation: 2 done, 2 failed, 1 over quota, 1 waiting');
    expect(outputs['DBotScore']).toMatchObject([{ Indicator: '192.0.2.1' }, { Indicator: '192.0.2.6' }]);
    const lines = linesIn(sections);
    expect(lines).toEqual(
      expect.arrayContaining([
        '192.0.2.2: Enrichment failed. Status is "Failed"".',
        '192.0.2.3: Enrichment failed. Status is "QuotaExceeded"".',
        '192.0.2.5: Status Code: 404, The object does not exist.',
        `Waiting for "['192.0.2.4']" to finish...`,
        "The account's enrichment credits of the day are used up.",
      ]),
    );
    expect(lines.at(-1)).toMatch(/^5 of 10 enrichment credits are left/);
  });

  it('polls at the interval that is asked for', async () => {
    const account = await openSimulated({ enrichment: { statuses: ['InProgress', 'Done'] } });

    const { outputs } = await account.run('ip', { ip: '192.0.2.1', interval_in_seconds: '1' });

    expect(outputs['DBotScore']).toHaveLength(1);
  });

  it('answers also where the credits are not told', async () => {
    const account = await openSimulated({ enrichment: { statuses: ['Done'] } });
    account.sandbox.fault({ path: 'quota' }, { kind: 'status', status: 404 });

    const { text } = await account.run('ip', { ip: '192.0.2.1' });

    expect(text).toBe('Rapid7 Threat Command - IP Reputation for: 192.0.2.1');
  });

  it('takes those of the incident that it is asked on', async () => {
    const { commands } = await openScripted(always({}));
    const url = commands.find(({ name }) => name === 'url');
    const ip = commands.find(({ name }) => name === 'ip');
    const known = incident({ indicators: [{ kind: 'url', value: 'https://evil.example/a,https://b.example' }] });

    expect(url?.fromIncident?.(known)).toEqual({ url: '["https://evil.example/a,https://b.example"]' });
    expect(ip?.fromIncident?.(known)).toEqual({});
  });
});
