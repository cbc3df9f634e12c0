import { describe, expect, it } from 'vitest';
import { incident } from '../../../support/drafts.ts';
import { always, fixture, openScripted } from './account.ts';

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
    ['threat-command-source-document-delete', { source_id: '64' }, 'Source document "64" successfully deleted.'],
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
