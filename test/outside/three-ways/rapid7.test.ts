import { describe, expect, it } from 'vitest';
import { toldBy, tryAsProcesses, tryThreeWays } from './comparison.ts';
import { rapid7Trial } from './rapid7-cases.ts';

const irrevocable = [
  'threat-command-alert-close',
  'threat-command-alert-send-mail',
  'threat-command-alert-blocklist-update',
  'threat-command-alert-takedown-request',
  'threat-command-alert-ioc-report',
  'threat-command-ioc-blocklist-add',
  'threat-command-source-document-create',
  'threat-command-source-document-delete',
  'threat-command-asset-delete',
];

describe('every command of Rapid7 Threat Command', () => {
  it('asks and answers the same typed, as a form and in the terminal', { timeout: 240_000 }, async () => {
    const tried = await tryThreeWays(rapid7Trial);

    expect(tried.untried).toEqual([]);
    expect(Object.values(tried.typed).filter(({ text }) => !text.startsWith('✅'))).toEqual([]);
    expect(tried.form).toEqual(tried.typed);
    expect(tried.terminal).toEqual(toldBy(tried.typed));
    expect(tried.asked).toEqual({ typed: irrevocable, form: irrevocable });
  });

  it('runs as a process of its own as it does within one', async () => {
    const tried = await tryAsProcesses(rapid7Trial, [
      'threat-command-alert-list',
      'threat-command-alert-close',
      'threat-command-ioc-search',
      'threat-command-source-document-create',
      'domain',
    ]);

    expect(tried.asProcess).toHaveLength(5);
    expect(tried.asProcess).toEqual(tried.inProcess);
  });
});
