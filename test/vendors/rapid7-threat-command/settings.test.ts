import { describe, expect, it } from 'vitest';
import { apiRoot } from '../../../src/vendors/rapid7-threat-command/client.ts';
import { rapid7ThreatCommand } from '../../../src/vendors/rapid7-threat-command/index.ts';
import { rapid7Settings } from '../../../src/vendors/rapid7-threat-command/settings.ts';
import { openAccount } from '../../support/rapid7-account.ts';

const least = { name: 'acme', vendor: 'rapid7-threat-command', accountId: 'a', apiKey: 'k' };

function faultsOf(settings: object): string[] {
  const { error } = rapid7Settings.safeParse({ ...least, ...settings });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the settings of an instance', () => {
  it('have the defaults of the contract', () => {
    const settings = rapid7Settings.parse(least);

    expect(settings).toMatchObject({
      url: 'https://api.ti.insight.rapid7.com/',
      reliability: 'C',
      fetch: {
        enabled: true,
        every: { everyMs: 60_000 },
        first: { kind: 'back', duration: { amount: 1, unit: 'day' } },
        max: 50,
        alertTypes: [],
        networkTypes: [],
        sourceTypes: [],
        minSeverity: 'Low',
        closed: false,
        csv: false,
        attachments: false,
      },
    });
    expect(settings).not.toHaveProperty('subAccountId');
  });

  it.each([
    [{ fetch: { max: 0 } }, 'fetch.max: max_fetch must be a positive integer.'],
    [{ fetch: { max: -3 } }, 'fetch.max: max_fetch must be a positive integer.'],
    [{ fetch: { max: '' } }, 'fetch.max: max_fetch must be a positive integer.'],
    [{ fetch: { max: null } }, 'fetch.max: max_fetch must be a positive integer.'],
    [{ fetch: { max: 'many' } }, 'fetch.max: "many" is not a valid number'],
    [{ fetch: { first: '' } }, 'fetch.first: Failed to get first fetch time.'],
    [{ fetch: { first: null } }, 'fetch.first: Failed to get first fetch time.'],
    [{ reliability: 'G' }, 'reliability: Please provide a valid value for the Source Reliability parameter.'],
    [{ accountId: '' }, 'accountId: expected the Account ID'],
    [{ accountId: 'a:b' }, 'accountId: expected the Account ID; it has no colon'],
    [{ subAccountId: 'two\r\nlines' }, 'subAccountId: expected the id of the sub-account'],
    [{ fetch: { minSeverity: 'Critical' } }, 'fetch.minSeverity: expected `High`, `Medium` or `Low`'],
    [{ fetch: { networkTypes: ['Deep Web'] } }, 'fetch.networkTypes.0: expected one of `Clear Web`, `Dark Web`'],
  ])('with %j say what is wrong', (settings, fault) => {
    expect(faultsOf(settings)).toEqual([fault]);
  });

  it.each([
    [{ fetch: { first: 'yesterday-ish' } }, /fetch\.first: expected `now`/],
    [{ fetch: { alertTypes: ['Fishing'] } }, /fetch\.alertTypes\.0: expected one of `AttackIndication`/],
    [{ apiKey: '' }, /apiKey/],
    [{ fetch: { maxFetch: 5 } }, /fetch: /],
  ])('with %j have a fault', (settings, fault) => {
    expect(faultsOf(settings)).toEqual([expect.stringMatching(fault)]);
  });

  it.each([
    [{ fetch: { max: 201.5 } }, { fetch: { max: 201 } }],
    [{ fetch: { max: '25' } }, { fetch: { max: 25 } }],
    [{ reliability: 'A+ - 3rd party enrichment' }, { reliability: 'A+' }],
    [
      { accountId: 12_345, subAccountId: 7 },
      { accountId: '12345', subAccountId: '7' },
    ],
    [
      {
        fetch: { alertTypes: ['Attack Indication', 'VIP'], networkTypes: ['DarkWeb'], sourceTypes: ['Black Markets'] },
      },
      { fetch: { alertTypes: ['AttackIndication', 'vip'], networkTypes: ['Dark Web'], sourceTypes: ['BlackMarkets'] } },
    ],
  ])('take %j', (given, expected) => {
    expect(rapid7Settings.parse({ ...least, ...given })).toMatchObject(expected);
  });

  it('take more than 200 a fetch as 200, with a warning', async () => {
    const account = await openAccount({ settings: { fetch: { max: 500 } } });

    expect(account.feed().max).toBe(200);
    expect(account.lines).toEqual([
      { level: 'warn', message: expect.stringMatching(/fetch.max/), data: { instance: 'acme', max: 500, taken: 200 } },
    ]);
  });

  it('have an example that is right', () => {
    expect(rapid7Settings.safeParse(rapid7ThreatCommand.example).error).toBeUndefined();
  });

  it.each([
    ['https://api.ti.insight.rapid7.com/', 'https://api.ti.insight.rapid7.com/public'],
    ['https://api.intsights.com', 'https://api.intsights.com/public'],
    ['https://gateway.example/r7/public/', 'https://gateway.example/r7/public'],
  ])('mean by %s the root %s', (url, root) => {
    expect(apiRoot(url)).toBe(root);
  });
});
