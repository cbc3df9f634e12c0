import { describe, expect, it } from 'vitest';
import { groupIbSettings, plansOf } from '../../../src/vendors/group-ib/settings.ts';

const least = { name: 'acme', vendor: 'group-ib', username: 'user@acme.example', apiKey: 'k' };

function faultsOf(settings: object): string[] {
  const parsed = groupIbSettings.safeParse({ ...least, ...settings });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the settings of a Group-IB instance', () => {
  it('have the defaults of the interface', () => {
    const { url, reliability, reputation, fetch } = groupIbSettings.parse(least);

    expect({ url, reliability, reputation }).toEqual({
      url: 'https://tap.group-ib.com/api/v2/',
      reliability: 'C',
      reputation: [],
    });
    expect(fetch).toMatchObject({
      collections: [],
      first: { kind: 'back', duration: { amount: 3, unit: 'day' } },
      requests: 3,
      combolist: false,
      unique: false,
      probableCorporateAccess: false,
      huntingRules: false,
    });
  });

  it('take a collection by name, or by name with what is its own', () => {
    const entry = { name: 'apt/threat', first: '2 years', limit: 5, requests: 1, channel: '#apt' };
    const settings = groupIbSettings.parse({
      ...least,
      fetch: { collections: ['osi/public_leak', entry], requests: 2 },
    });

    expect(plansOf(settings)).toMatchObject([
      { collection: { name: 'osi/public_leak' }, limit: 100, requests: 2, hunting: true },
      { collection: { name: 'apt/threat' }, limit: 5, requests: 1, hunting: false, channel: '#apt' },
    ]);
  });

  it.each([
    ['malware/targeted_malware', 'Collection malware/targeted_malware is obsolete. Please use malware/malware'],
    ['compromised/card', 'Collection compromised/card is obsolete. Please use compromised/bank_card_group'],
    ['compromised/masked_cards', 'Collection compromised/masked_cards is obsolete. Please use compromised/masked_card'],
    ['attacks/phishing', 'Collection attacks/phishing is obsolete. Please use attacks/phishing_group'],
    ['bp/phishing', 'The bp/phishing collection is not valid'],
    ['compromised/imei', 'The compromised/imei collection is not valid'],
    ['apt/treat', 'there is no such collection to take in; did you mean `apt/threat`?'],
    ['ioc/common', 'there is no such collection to take in; one of'],
  ])('refuse the collection %s in words', (name, message) => {
    expect(faultsOf({ fetch: { collections: [name] } })).toEqual([expect.stringContaining(message)]);
    expect(faultsOf({ fetch: { collections: [{ name }] } })).toEqual([expect.stringContaining(message)]);
  });

  it('refuse a collection that is listed twice', () => {
    const collections = ['apt/threat', { name: 'apt/threat', limit: 5 }];

    expect(faultsOf({ fetch: { collections } })).toEqual(['fetch.collections.1: `apt/threat` is listed already']);
  });

  it.each(['combolist', 'unique', 'probableCorporateAccess'])(
    'refuse %s without accounts, and take it with',
    (filter) => {
      const others = { [filter]: true, collections: ['apt/threat'] };
      const accounts = { [filter]: true, collections: ['apt/threat', 'compromised/account_group'] };

      expect(faultsOf({ fetch: others })).toEqual([expect.stringMatching(`fetch.${filter}: works on .*account_group`)]);
      const plans = plansOf(groupIbSettings.parse({ ...least, fetch: accounts }));
      expect(plans.map(({ filters }) => Object.values(filters).filter(Boolean).length)).toEqual([0, 1]);
    },
  );

  it.each([
    [{ fetch: { requests: 0 } }, 'fetch.requests'],
    [{ fetch: { requests: 6 } }, 'fetch.requests'],
    [{ fetch: { limit: 0 } }, 'fetch.limit'],
    [{ fetch: { max: 0 } }, 'fetch.max'],
    [{ fetch: { collections: [{ name: 'apt/threat', requests: 9 }] } }, 'fetch.collections.0.requests'],
    [{ fetch: { collections: [{ name: 'apt/threat', page: 9 }] } }, 'fetch.collections.0'],
    [{ fetch: { first: 'lately' } }, 'fetch.first'],
    [{ reputation: ['url'] }, 'reputation.0'],
    [{ username: 'a:b' }, 'username'],
    [{ apiKey: '' }, 'apiKey'],
    [{ indicators: { collections: [] } }, 'indicators.collections'],
    [{ indicators: { collections: ['malware/malware'] } }, 'indicators.collections.0'],
  ])('refuse %j at its place', (settings, place) => {
    expect(faultsOf(settings)).toEqual([expect.stringMatching(`^${place.replaceAll('.', '\\.')}: `)]);
  });
});
