import { describe, expect, it } from 'vitest';
import { VendorError } from '../../../../src/domain/errors.ts';
import type { Indicator } from '../../../../src/domain/indicator.ts';
import type { Finding } from '../../../../src/ports/vendor.ts';
import { lookup } from '../../../../src/vendors/rapid7-threat-command/intelligence/lookup.ts';
import { always, fixture, openScripted, openSimulated } from './account.ts';
import type { Asking } from './account.ts';

const signal = new AbortController().signal;
const pace = { pausesMs: [20] as const, timeoutMs: 200 };

function domain(value: string): Indicator {
  return { kind: 'domain', value };
}

async function findings(account: Asking, indicators: readonly Indicator[]): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for await (const finding of lookup(account.client, pace)(indicators, signal)) all.push(finding);
  return all;
}

describe('lookup', () => {
  it('calls a known IOC malicious and says what is known of it', async () => {
    const account = await openScripted(always(fixture('ioc/enrich_domain')));

    const [finding] = await findings(account, [domain('securitywap.com')]);

    expect(finding?.verdict).toBe('malicious');
    expect(finding?.summary).toBe('A known IOC');
    expect(finding?.details).toEqual([
      'Severity: Medium, score 40',
      'Status: Retired',
      'Threat actors: apt3',
      ['Last seen: ', { at: '2022-08-09T16:52:57.875Z' }],
      'Reported by: AlienVault OTX, Threat Library',
      expect.stringMatching(/^Tags: Installation, apt3, .*…$/),
      ['First seen: ', { at: '2017-08-24T10:52:03.000Z' }],
    ]);
  });

  it('calls anything else unknown, whatever its severity', async () => {
    const Data = { IsKnownIoc: false, Severity: { Value: 'High', Score: 90.4 }, Whitelisted: true };
    const account = await openScripted(always({ OriginalValue: 'x', Status: 'Done', Data }));

    const [finding] = await findings(account, [domain('acme.example')]);

    expect(finding).toMatchObject({ verdict: 'unknown', summary: 'No known IOC' });
    expect(finding?.details).toEqual(['Severity: High, score 90', 'Whitelisted: yes']);
  });

  it('gives findings as they come and the credits with the last', async () => {
    const account = await openSimulated({
      enrichment: { total: 9, remaining: 9, statuses: ['Done'], byValue: { 'slow.example': ['Queued', 'Done'] } },
    });

    const found = await findings(account, [domain('slow.example'), domain('a.example'), domain('b.example')]);

    expect(found.map(({ indicator }) => indicator.value).at(-1)).toBe('slow.example');
    expect(found.map(({ details }) => JSON.stringify(details).includes('6 of 9 enrichment credits are left'))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('tells how few credits are left where one is missing', async () => {
    const account = await openSimulated({ enrichment: { total: 9, remaining: 0 } });

    const [finding] = await findings(account, [domain('poor.example')]);

    expect(finding?.summary).toBe("Not enriched: The account's enrichment credits of the day are used up.");
    expect(finding?.details).toEqual([expect.stringMatching(/^0 of 9 enrichment credits are left \(/)]);
  });

  it('says in words that the credits are used up, and what else kept a value from being enriched', async () => {
    const account = await openSimulated({
      enrichment: {
        statuses: ['Done'],
        byValue: { 'poor.example': ['QuotaExceeded'], 'bad.example': ['Failed'], 'slow.example': ['InProgress'] },
      },
    });
    account.sandbox.fault({ path: 'gone.example' }, { kind: 'status', status: 404 });
    account.sandbox.fault({ path: 'quota' }, { kind: 'status', status: 404 });
    const names = ['poor.example', 'bad.example', 'slow.example', 'gone.example'];

    const found = await findings(account, names.map(domain));

    expect(Object.fromEntries(found.map(({ indicator, summary }) => [indicator.value, summary]))).toEqual({
      'poor.example': "Not enriched: The account's enrichment credits of the day are used up.",
      'bad.example': 'Threat Command could not enrich it',
      'slow.example': 'Still being enriched (InProgress): ask again in a moment',
      'gone.example': 'Not enriched: Status Code: 404, The object does not exist.',
    });
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });

  it('does not spend a credit on what Threat Command cannot enrich', async () => {
    const account = await openSimulated();

    const found = await findings(account, [
      { kind: 'cve', value: 'CVE-2021-26855' },
      { kind: 'email', value: 'a@evil.example' },
    ]);

    expect(found).toEqual([]);
    expect(account.sandbox.requests()).toEqual([]);
  });

  it('fails in the contract’s words where the account is refused', async () => {
    const account = await openSimulated();
    account.sandbox.fault({ path: 'enrich' }, { kind: 'status', status: 401 });

    const error = await findings(account, [domain('a.example')]).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(VendorError);
    expect(String(error)).toContain('Authorization Error');
  });
});
