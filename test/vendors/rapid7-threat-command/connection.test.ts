import { describe, expect, it, onTestFinished } from 'vitest';
import { startRapid7 } from '../../../src/sandbox/rapid7/server.ts';
import type { Rapid7Options } from '../../../src/sandbox/rapid7/sandbox.ts';
import type { TestReport } from '../../../src/ports/vendor.ts';
import { sendJson, startServer } from '../../support/http-server.ts';
import { apiKey, openAccount } from '../../support/rapid7-account.ts';

const { signal } = new AbortController();

async function tested(options: Rapid7Options, settings: object = {}): Promise<TestReport> {
  const sandbox = await startRapid7({ accountId: 'account-1', apiKey, ...options });
  onTestFinished(async () => sandbox.close());
  const account = await openAccount({ settings: { url: sandbox.url, ...settings } });
  return account.vendor.test(signal);
}

async function against(status: number, body: string): Promise<TestReport> {
  const account = await openAccount({ answer: (response) => response.writeHead(status).end(body) });
  return account.vendor.test(signal);
}

describe('the connection test', () => {
  it('is ok where both the account and the alerts answer', async () => {
    expect(await tested({})).toEqual({ ok: true, text: 'ok', fixes: [] });
  });

  it('asks for the modules, and as the fetch does for one alert', async () => {
    const account = await openAccount({
      answer: (response, nth) => sendJson(response, nth === 1 ? {} : { content: [] }),
      settings: { fetch: { networkTypes: ['Dark Web'] } },
    });

    await account.vendor.test(signal);

    expect(account.seen.map(({ url }) => url.replace(/\d{4}-.*?Z/, 'now'))).toEqual([
      '/public/v1/account/system-modules',
      '/public/v1/data/alerts/update-alerts?lastUpdatedFrom=now&networkType=DarkWeb&limit=1',
    ]);
  });

  it('asks for no alert where fetching is off', async () => {
    const account = await openAccount({
      answer: (response) => sendJson(response, {}),
      settings: { fetch: { enabled: false } },
    });

    await account.vendor.test(signal);

    expect(account.seen.length).toBe(1);
  });

  it('tells a wrong key', async () => {
    const report = await tested({ apiKey: 'another' });

    expect(report.text).toMatch(/^Error: Status Code: 401, Authorization Error/);
    expect(report.fixes[0]).toMatch(/`accountId` and `apiKey`/);
  });

  it('tells a missing sub-account, and one that is wrong', async () => {
    const mssp = { accounts: ['customer-7'] };

    const missing = await tested({ mssp });
    const wrong = await tested({ mssp }, { subAccountId: 'customer-8' });
    const right = await tested({ mssp }, { subAccountId: 'customer-7' });

    expect(missing).toMatchObject({ ok: false, text: 'Error: Missing Account ID.' });
    expect(missing.fixes[0]).toMatch(/set `subAccountId`/);
    expect(wrong.ok).toBe(false);
    expect(right.ok).toBe(true);
  });

  it('tells a module that is not in the subscription', async () => {
    const report = await against(403, 'ModuleNotAvailable');

    expect(report).toMatchObject({ ok: false, text: 'Error: The module is not available.' });
    expect(report.fixes[0]).toMatch(/subscription lacks the module/);
  });

  it('names modules that only some commands need', async () => {
    const account = await openAccount({
      answer: (response, nth) => sendJson(response, nth === 1 ? { IOC: true, Cve: false } : { content: [] }),
    });

    const report = await account.vendor.test(signal);

    expect(report).toMatchObject({ ok: true, text: 'ok', fixes: [expect.stringMatching(/subscription: Cve\./)] });
  });

  it.each([
    ['an address that is refused', 403, 'Forbidden', /this machine's public IP address/],
    ['a rate limit', 429, 'slow', /^Wait a moment/],
    ['a URL that is not the API', 200, '<html>', /^Check the URL/],
    ['a service in trouble', 500, 'GeneralError', /on Rapid7's side/],
  ])('tells %s', async (_name, status, body, fix) => {
    const report = await against(status, body);

    expect(report.ok).toBe(false);
    expect(report.fixes[0]).toMatch(fix);
  });

  it('tells a name that cannot be resolved', async () => {
    const report = await tested({}, { url: 'http://threat-command.invalid' });

    expect(report.fixes[0]).toMatch(/cannot be resolved/);
  });

  it('tells a certificate that is not trusted, unless any is', async () => {
    const server = await startServer((response, nth) => sendJson(response, nth % 2 === 1 ? {} : { content: [] }), {
      tls: true,
    });

    const strict = await tested({}, { url: server.url });
    const lax = await tested({}, { url: server.url, insecure: true });

    expect(strict.fixes[0]).toMatch(/^Check the certificate/);
    expect(lax.ok).toBe(true);
  });

  it('tells a proxy that does not answer', async () => {
    const report = await tested({}, { proxy: 'http://127.0.0.1:1' });

    expect(report.fixes[0]).toMatch(/^Check `proxy`/);
  });
});
