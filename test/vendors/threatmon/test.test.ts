import { describe, expect, it } from 'vitest';
import { maskText } from '../../../src/indicators/mask.ts';
import { apiKey, openAccount } from '../../support/threatmon-account.ts';
import type { Account } from '../../support/threatmon-account.ts';

const { signal } = new AbortController();

/** Reads are tried again on passing failures, so these faults stay. */
const always = { nth: 1, times: Number.POSITIVE_INFINITY };

function fixes(report: { readonly fixes: readonly string[] }): string {
  return report.fixes.join(' ');
}

describe('the connection test', () => {
  it('is one request for the first page, without a query', async () => {
    const account = await openAccount();

    const report = await account.vendor.test(signal);

    expect(report).toEqual({ ok: true, text: 'ok', fixes: [] });
    expect(account.sandbox.requests().map(({ method, path, query }) => [method, path, query])).toEqual([
      ['GET', '/api/threatmon/external/v1/vulnerabilities/0', {}],
    ]);
  });

  it('works with the bare host too', async () => {
    const { sandbox } = await openAccount();
    const account = await openAccount({}, { url: sandbox.bareUrl });

    expect((await account.vendor.test(signal)).ok).toBe(true);
    expect(sandbox.requests()[0]?.path).toBe('/api/threatmon/external/v1/vulnerabilities/0');
  });

  it.each([
    [
      { kind: 'status', status: 401 },
      /^Authentication error\. Please check your API credentials\.$/,
      /apiKey.*expired.*address/,
    ],
    [
      { kind: 'status', status: 403 },
      /^Authentication error\. Please check your API credentials\.$/,
      /address is permitted/,
    ],
    [{ kind: 'status', status: 404 }, /\(404\)/, /^Check `url`: http.* path.*apiKey/],
    [{ kind: 'status', status: 500 }, /^Server error \(500\)\. Please try again later\.$/, /ThreatMon's side/],
    [{ kind: 'status', status: 502, body: 'gateway says 403 and 401' }, /answered 502\.$/, /ThreatMon's side/],
    [{ kind: 'status', status: 429 }, /asks to wait \(429\)\.$/, /limits requests/],
    [{ kind: 'message', message: 'Licence is over.' }, /^Licence is over\.$/, /apiKey/],
    [{ kind: 'missing-data' }, /^Unexpected API response structure\.$/, /URL/],
    [{ kind: 'status', status: 200, body: [1, 2] }, /^Unexpected API response structure\.$/, /URL/],
    [{ kind: 'broken-json' }, /not usable JSON\.$/, /URL/],
    [{ kind: 'close' }, /cannot be reached/, /127\.0\.0\.1.*proxy/],
  ] as const)('answers %j by its status, with the fix', async (fault, reason, fix) => {
    const account = await openAccount();
    account.sandbox.fault(always, fault);

    const report = await account.vendor.test(signal);

    expect(report.ok).toBe(false);
    expect(report.text).toMatch(/^Test failed: /);
    expect(report.text.slice('Test failed: '.length)).toMatch(reason);
    expect(fixes(report)).toMatch(fix);
    expect(report.fixes.at(-1)).toMatch(/log/);
    expect(report.fixes.filter((each) => maskText(each).masked)).toEqual([]);
  });

  it.each([
    ['an empty page', { data: [] }],
    ['a page of odd records', { data: [1, null] }],
  ])('is content with %s', async (_name, body) => {
    const account = await openAccount();
    account.sandbox.fault(1, { kind: 'status', status: 200, body });

    expect(await account.vendor.test(signal)).toMatchObject({ ok: true });
  });

  it.each([
    ['forbidden', /address is permitted/],
    ['closed', /address is permitted/],
    ['silent', /address is permitted/],
  ] as const)('knows the three ways in which an address may be refused: %s', async (address, fix) => {
    const account = await openAccount({ address }, { timeout: '1 second' });

    expect(fixes(await account.vendor.test(signal))).toMatch(fix);
  });

  it.each([
    [{ url: `https://${'n'.repeat(64)}.invalid` }, /cannot be resolved/, /spelt right/],
    [{ proxy: `http://${'p'.repeat(64)}.invalid:1` }, /through the proxy/, /`proxy`/],
  ])('with %j names the configured host and what to check', async (settings, reason, fix) => {
    const account = await openAccount({}, settings);

    const report = await account.vendor.test(signal);

    expect(report.text).toMatch(reason);
    expect(fixes(report)).toMatch(fix);
  });

  it('asks the indicator sources too, each with its own credential', async () => {
    const iocs = { token: 'right-token', records: [] };
    const { sandbox } = await openAccount({ ioc: iocs });
    const urls = {
      ioc: { url: sandbox.iocUrl, apiToken: 'right-token' },
      taxii: { url: sandbox.taxiiUrl, username: 'x', password: 'y' },
    };
    const noTaxii = await openAccount({}, urls);
    const noIoc = await openAccount({}, { ...urls, ioc: { ...urls.ioc, apiToken: 'wrong' } });

    const reports = await Promise.all([noTaxii, noIoc].map(async ({ vendor }: Account) => vendor.test(signal)));

    expect(sandbox.requests().map(({ path, query }) => [path, query.size])).toContainEqual([
      '/api/daily-ioc-details/',
      '1',
    ]);
    expect(reports.map(({ text }) => text)).toEqual([
      'Test failed: TAXII: Authentication error. Please check your API credentials.',
      'Test failed: IOC API: Authentication error. Please check your API credentials.',
    ]);
    expect(reports.map(fixes)).toEqual([
      expect.stringContaining('taxii.username'),
      expect.stringContaining('ioc.apiToken'),
    ]);
  });

  it('never shows the key, nor the message of a vendor that echoes it', async () => {
    const account = await openAccount();
    account.sandbox.fault(1, { kind: 'message', message: `no such key: ${apiKey}` });

    const report = await account.vendor.test(signal);

    expect(report.text).toBe('Test failed: no such key: [secret]');
  });
});
