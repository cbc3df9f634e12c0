import { describe, expect, it } from 'vitest';
import { alarmBase } from '../../../src/vendors/threatmon/base-url.ts';
import { threatmonSettings } from '../../../src/vendors/threatmon/settings.ts';

const least = { name: 'acme-threatmon', vendor: 'threatmon', apiKey: 'k' };

describe('the settings of a ThreatMon instance', () => {
  it('have the stated defaults', () => {
    expect(threatmonSettings.parse(least)).toMatchObject({
      url: 'https://external.threatmonit.io/api/threatmon/external/v1',
      proxy: 'off',
      insecure: false,
      timeout: 30_000,
      reliability: 'B',
      pace: { requests: 9, per: 10_000 },
      fetch: {
        enabled: true,
        every: { everyMs: 60_000 },
        max: 50,
        refresh: { everyMs: 900_000 },
        refreshPages: 50,
      },
    });
  });

  it('have the stated defaults for the indicator sources, which are off unless given', () => {
    const off = threatmonSettings.parse(least);
    const on = threatmonSettings.parse({
      ...least,
      ioc: { apiToken: 't' },
      taxii: { username: 'u', password: 'p' },
    });

    expect([off.ioc, off.taxii, off.dataRemovalPath]).toEqual([undefined, undefined, undefined]);
    expect(on.ioc).toMatchObject({
      url: 'https://ioc.threatmonit.io',
      dataType: 'all',
      size: 500,
      collectionIds: [],
      every: { everyMs: 14_400_000 },
    });
    expect(on.taxii).toMatchObject({ url: 'https://ioc.threatmonit.io/taxii', every: { everyMs: 3_600_000 } });
  });

  it('keep credentials out of anything that prints them', () => {
    const settings = threatmonSettings.parse({
      ...least,
      apiKey: 'MARKED-1',
      ioc: { apiToken: 'MARKED-2' },
      taxii: { username: 'u', password: 'MARKED-3' },
    });

    expect(`${JSON.stringify(settings)} ${settings.apiKey.toString()}`).not.toContain('MARKED');
    expect(settings.apiKey.reveal()).toBe('MARKED-1');
  });

  it.each([
    [{ fetch: { afterAlarmCode: '18618001' } }, 18_618_001],
    [{ fetch: { afterAlarmCode: 0 } }, 0],
  ])('take the start %j as a number', (over, expected) => {
    expect(threatmonSettings.parse({ ...least, ...over }).fetch.afterAlarmCode).toBe(expected);
  });

  it.each([
    [{ apikey: 'typo' }, ''],
    [{ fetch: { refreshpages: 3 } }, 'fetch'],
    [{ pace: { request: 3 } }, 'pace'],
    [{ ioc: { apiToken: 't', token: 'x' } }, 'ioc'],
    [{ taxii: { username: 'u', password: 'p', collections: [] } }, 'taxii'],
    [{ fetch: { severities: ['high'] } }, 'fetch.severities.0'],
    [{ fetch: { statuses: ['Closed'] } }, 'fetch.statuses.0'],
    [{ fetch: { refresh: 'sometimes' } }, 'fetch.refresh'],
    [{ fetch: { refreshPages: 0 } }, 'fetch.refreshPages'],
    [{ fetch: { max: 0 } }, 'fetch.max'],
    [{ pace: { requests: 0 } }, 'pace.requests'],
    [{ url: 'external.threatmonit.io' }, 'url'],
    [{ url: 'ftp://external.threatmonit.io' }, 'url'],
    [{ apiKey: '' }, 'apiKey'],
    [{ dataRemovalPath: 'removal' }, 'dataRemovalPath'],
    [{ dataRemovalPath: '/removal?x=1' }, 'dataRemovalPath'],
    [{ proxy: 'maybe' }, 'proxy'],
  ])('refuse %j, naming the place', (over, path) => {
    const { error } = threatmonSettings.safeParse({ ...least, ...over });

    expect(error?.issues[0]?.path.join('.')).toBe(path);
  });

  it('say which credential is missing', () => {
    const noKey = threatmonSettings.safeParse({ name: 'a', vendor: 'threatmon' });
    const noToken = threatmonSettings.safeParse({ ...least, ioc: {} });

    expect(noKey.error?.issues[0]?.path).toEqual(['apiKey']);
    expect(noToken.error?.issues[0]?.message).toBe('Missing API Token (api_token).');
  });
});

describe('the base URL', () => {
  it.each([
    ['https://external.threatmonit.io', 'https://external.threatmonit.io/api/threatmon/external/v1'],
    ['https://external.threatmonit.io/', 'https://external.threatmonit.io/api/threatmon/external/v1'],
    ['https://external.threatmonit.io///', 'https://external.threatmonit.io/api/threatmon/external/v1'],
    [
      'https://external.threatmonit.io/api/threatmon/external/v1',
      'https://external.threatmonit.io/api/threatmon/external/v1',
    ],
    ['https://gateway.acme.example:8443/tm/', 'https://gateway.acme.example:8443/tm'],
  ])('%s is asked at %s', (url, expected) => {
    expect(alarmBase(url)).toBe(expected);
  });
});
