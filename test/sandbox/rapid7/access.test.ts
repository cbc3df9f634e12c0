import { describe, expect, it } from 'vitest';
import { API_ROOT, ROUTES } from '../../../src/sandbox/rapid7/routes.ts';
import { alertsFrom1, ask, started } from './ask.ts';

const MODULES = '/v1/account/system-modules';

describe('the addresses', () => {
  it('are the 55 of the contract', () => {
    expect(ROUTES).toHaveLength(55);
    expect(ROUTES.every(({ path }) => path.source.startsWith(`^${API_ROOT.replace('/', '\\/')}\\/v`))).toBe(true);
  });

  it('include nothing else, and say which method they take', async () => {
    const sandbox = await started();

    const absent = await ask(sandbox, '/v1/data/alerts/alerts-list');
    const method = await ask(sandbox, '/v1/iocs/blocklist');

    expect([absent.status, method.status, method.headers.get('allow')]).toEqual([404, 405, 'POST, DELETE']);
  });
});

describe('the account', () => {
  it.each([
    { state: 'right', question: {}, expected: 200 },
    { state: 'wrong', question: { basic: 'sandbox-rapid7-account:other' }, expected: 401 },
    { state: 'wrong', question: { basic: 'other:sandbox-rapid7-key' }, expected: 401 },
    { state: 'absent', question: { basic: null }, expected: 401 },
  ])('$state answers $expected', async ({ state, question, expected }) => {
    const sandbox = await started();

    const answer = await ask(sandbox, MODULES, question);

    expect(answer.status).toBe(expected);
    expect(sandbox.requests()).toMatchObject([{ key: state, status: expected }]);
  });

  it('can be changed while the service runs', async () => {
    const sandbox = await started();
    sandbox.set({ apiKey: 'another-key' });

    const old = await ask(sandbox, MODULES, { basic: 'sandbox-rapid7-account:sandbox-rapid7-key' });

    expect([old.status, (await ask(sandbox, MODULES)).status]).toEqual([401, 200]);
  });
});

describe('an MSSP account', () => {
  it('must name one of its sub-accounts everywhere but at its own addresses', async () => {
    const sandbox = await started({ mssp: { accounts: ['sub-1'] }, alerts: alertsFrom1(1) });

    const missing = await ask(sandbox, MODULES);
    const unknown = await ask(sandbox, MODULES, { headers: { 'Account-Id': 'sub-2' } });
    const known = await ask(sandbox, MODULES, { headers: { 'Account-Id': 'sub-1' } });
    const own = await ask(sandbox, '/v1/mssp/customers');

    expect([missing.status, missing.text]).toEqual([400, 'MissingAccountIdHeader']);
    expect([unknown.status, known.status, own.status]).toEqual([403, 200, 200]);
    expect(sandbox.requests().map(({ headers }) => headers?.['account-id'])).toEqual([
      undefined,
      'sub-2',
      'sub-1',
      undefined,
    ]);
  });

  it('is wrong before its sub-account is', async () => {
    const sandbox = await started({ mssp: { accounts: ['sub-1'] } });

    expect((await ask(sandbox, MODULES, { basic: 'a:b' })).status).toBe(401);
  });
});

describe('a module that is not subscribed', () => {
  it.each([
    ['IOC', '/v1/iocs/sources'],
    ['IOC', '/v3/iocs?lastUpdatedFrom=2026-01-01T00:00:00.000Z'],
    ['InvestigationPage', '/v1/iocs/enrich/evil.example'],
    ['InvestigationPage', '/v1/iocs/quota'],
    ['Cve', '/v1/cves/get-cves-list'],
    ['ThreatLibrary', '/v1/threat-library/cyber-terms'],
    ['IntelliFind', '/v2/intellifind?search=a'],
    ['Remediation', '/v1/data/alerts/takedown-status/1'],
  ])('%s answers ModuleNotAvailable at %s, and its neighbours go on', async (module, path) => {
    const sandbox = await started({ modules: { [module]: false } });

    const answer = await ask(sandbox, path);

    expect([answer.status, answer.text]).toEqual([403, 'ModuleNotAvailable']);
    expect((await ask(sandbox, MODULES)).json).toMatchObject({ [module]: false, Discovery: true });
    expect((await ask(sandbox, '/v1/data/alerts/update-alerts')).status).toBe(200);
  });
});

describe('the door', () => {
  it('answers 403, closes the connection or keeps silent where the address is not permitted', async () => {
    const sandbox = await started({ address: 'forbidden' });
    const forbidden = await ask(sandbox, MODULES);

    sandbox.set({ address: 'closed' });
    await expect(ask(sandbox, MODULES)).rejects.toThrow('fetch failed');
    sandbox.set({ address: 'silent' });
    const leaving = new AbortController();
    const silent = ask(sandbox, MODULES, { signal: leaving.signal });
    await expect.poll(() => sandbox.requests()).toHaveLength(3);
    leaving.abort();

    await expect(silent).rejects.toThrow('aborted');
    expect(forbidden.status).toBe(403);
  });

  it('has no rate limit until one is set, then tells when to come back', async () => {
    const sandbox = await started();
    const free = await Promise.all(Array.from({ length: 30 }, () => ask(sandbox, MODULES)));
    sandbox.set({ rateLimit: { limit: 2, windowMs: 60_000 } });

    const limited = [await ask(sandbox, MODULES), await ask(sandbox, MODULES), await ask(sandbox, MODULES)];

    expect(new Set(free.map(({ status }) => status))).toEqual(new Set([200]));
    expect(limited.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(limited[2]?.headers.get('retry-after'))).toBeGreaterThan(50);
  });
});
