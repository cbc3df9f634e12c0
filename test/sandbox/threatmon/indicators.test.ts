import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ThreatmonSandbox } from '../../../src/sandbox/threatmon/sandbox.ts';
import type { IocRecord, TaxiiObject } from '../../../src/sandbox/threatmon/wire.ts';
import { ask, fieldOf, listIn, started } from './ask.ts';

const { iocs: RECORDS }: { iocs: IocRecord[] } = fixture('ioc_daily_details.json');
const { objects: OBJECTS }: { objects: TaxiiObject[] } = fixture('taxii_objects.json');
const TOKEN = 'token-of-acme';
const IOC = { token: TOKEN, records: RECORDS };

async function iocValues(sandbox: ThreatmonSandbox, query = ''): Promise<unknown[]> {
  const { json } = await ask(sandbox, `${sandbox.iocUrl}/api/daily-ioc-details/?api_token=${TOKEN}${query}`);
  return listIn(json, 'iocs').map((record) => fieldOf(record, 'ioc_value'));
}

describe('the IOC API', () => {
  it('serves the fixture, newest first', async () => {
    const sandbox = await started({ ioc: IOC });

    const { json } = await ask(sandbox, `${sandbox.iocUrl}/api/daily-ioc-details/?api_token=${TOKEN}`);

    expect(json).toEqual({ iocs: RECORDS.toReversed() });
  });

  it.each([
    ['&data_type=ip', ['[2001:db8:10::5]:443', '192.0.2.45:8443']],
    ['&data_type=domain', ['login-acme.example']],
    ['&data_type=url', ['https://login-acme.example/session']],
    ['&data_type=all&size=1', ['carrier pigeon 7']],
    ['&collection_id=b,%20a&data_type=all', ['login-acme.example', '192.0.2.45:8443']],
  ])('filters: %s', async (query, expected) => {
    const collections = { a: ['login-acme.example'], b: ['192.0.2.45:8443'], c: ['carrier pigeon 7'] };
    const sandbox = await started({ ioc: { ...IOC, collections } });

    expect(await iocValues(sandbox, query)).toEqual(expected);
  });

  it('returns at most 500 unless asked for another size', async () => {
    const records = Array.from({ length: 510 }, (_, index) => ({
      ioc_value: `host-${index}.example`,
      ioc_type: 'domain',
    }));
    const sandbox = await started({ ioc: { token: TOKEN, records } });

    expect(await iocValues(sandbox)).toHaveLength(500);
    expect(await iocValues(sandbox, '&size=505')).toHaveLength(505);
  });

  it.each([
    ['wrong', '?api_token=other', 401],
    ['absent', '', 401],
    ['right', `?api_token=${TOKEN}&size=many`, 400],
    ['right', `?api_token=${TOKEN}&data_type=hash`, 400],
  ])('refuses a token that is %s, query %s', async (key, query, expected) => {
    const sandbox = await started({ ioc: IOC });

    const answer = await ask(sandbox, `${sandbox.iocUrl}/api/daily-ioc-details/${query}`, { key: null });

    expect(answer.status).toBe(expected);
    expect(answer.json).toEqual({ message: expect.any(String) });
    expect(sandbox.requests()).toMatchObject([{ key }]);
  });

  it('gives null where it has nothing', async () => {
    const sandbox = await started({ ioc: { token: TOKEN } });

    const answer = await ask(sandbox, `${sandbox.iocUrl}/api/daily-ioc-details/?api_token=${TOKEN}`);

    expect(answer.json).toEqual({ iocs: null });
  });

  it('spoils its own list under a fault', async () => {
    const sandbox = await started({ ioc: IOC });
    sandbox.fault(1, { kind: 'missing-data' });

    const answer = await ask(sandbox, `${sandbox.iocUrl}/api/daily-ioc-details/?api_token=${TOKEN}`);

    expect(answer.json).toEqual({});
  });

  it('still serves the older routes', async () => {
    const sandbox = await started({ ioc: IOC });
    const post = { method: 'POST', body: { api_token: TOKEN, limit: 1 } };

    const posted = await ask(sandbox, `${sandbox.iocUrl}/api/daily-ioc/`, post);
    const got = await ask(sandbox, `${sandbox.iocUrl}/api/v1/daily_ioc/?api_token=${TOKEN}`);
    const refused = await ask(sandbox, `${sandbox.iocUrl}/api/daily-ioc/`, { method: 'POST', body: {} });

    expect(posted.json).toEqual({ entities: [{ hashes: [{ algorithm: 'IPV4', hash: '192.0.2.45:8443' }] }] });
    expect(listIn(got.json, 'entities')).toHaveLength(RECORDS.length);
    expect(refused.status).toBe(401);
  });
});

describe('the TAXII server', () => {
  const ACCOUNT = { username: 'reader', password: 'pass:with-colon' };
  const BASIC = { authorization: `Basic ${Buffer.from('reader:pass:with-colon').toString('base64')}` };
  const COLLECTION = { id: 'c-1', title: 'Daily', objects: OBJECTS };

  function objectsOf(sandbox: ThreatmonSandbox, query = '', headers: Record<string, string> = BASIC) {
    return ask(sandbox, `${sandbox.taxiiUrl}/collections/c-1/objects/${query}`, { key: null, headers });
  }

  it('lists its collections in its own media type', async () => {
    const sandbox = await started({ taxii: { ...ACCOUNT, collections: [COLLECTION] } });

    const answer = await ask(sandbox, `${sandbox.taxiiUrl}/collections/`, { headers: BASIC });

    expect(answer.headers.get('content-type')).toBe('application/taxii+json;version=2.1');
    expect(listIn(answer.json, 'collections')).toMatchObject([{ id: 'c-1', can_read: true }]);
  });

  it('serves the objects, oldest addition first, and follows next to the end', async () => {
    const sandbox = await started({ taxii: { ...ACCOUNT, collections: [COLLECTION] } });

    const first = await objectsOf(sandbox, '?limit=2');
    const second = await objectsOf(sandbox, `?limit=2&next=${String(fieldOf(first.json, 'next'))}`);

    const ids = [first, second].flatMap(({ json }) => listIn(json, 'objects').map((object) => fieldOf(object, 'id')));
    expect(ids).toEqual([OBJECTS[2]?.id, OBJECTS[1]?.id, OBJECTS[0]?.id]);
    expect([fieldOf(first.json, 'more'), fieldOf(second.json, 'more')]).toEqual([true, false]);
    expect(fieldOf(second.json, 'next')).toBeUndefined();
  });

  it('honours added_after, unless paging is off, as it may be at the vendor', async () => {
    const sandbox = await started({ taxii: { ...ACCOUNT, collections: [COLLECTION] } });
    const query = '?limit=2&added_after=2026-08-04T01:40:00.000Z';

    const standard = await objectsOf(sandbox, query);
    sandbox.set({ taxii: { paging: 'none' } });
    const none = await objectsOf(sandbox, query);

    expect(standard.json).toEqual({ more: false, objects: OBJECTS.slice(0, 1) });
    expect(none.json).toEqual({ objects: OBJECTS.slice(0, 2) });
  });

  it.each([
    { what: 'no account', headers: {}, expected: 401 },
    {
      what: 'a wrong account',
      headers: { authorization: `Basic ${Buffer.from('reader:x').toString('base64')}` },
      expected: 401,
    },
    { what: 'another media type', headers: { ...BASIC, accept: 'application/xml' }, expected: 406 },
    { what: 'a limit that is none', headers: BASIC, query: '?limit=0', expected: 400 },
    { what: 'a next it never gave', headers: BASIC, query: '?next=end', expected: 400 },
  ])('refuses $what', async ({ headers, query, expected }) => {
    const sandbox = await started({ taxii: { ...ACCOUNT, collections: [COLLECTION] } });

    expect((await objectsOf(sandbox, query, headers)).status).toBe(expected);
  });

  it('knows no other collection', async () => {
    const sandbox = await started({ taxii: { ...ACCOUNT, collections: [COLLECTION] } });

    const answer = await ask(sandbox, `${sandbox.taxiiUrl}/collections/c-2/objects/`, { headers: BASIC });

    expect(answer.status).toBe(404);
  });
});

function fixture(name: string) {
  return JSON.parse(readFileSync(new URL(`../../fixtures/threatmon/${name}`, import.meta.url), 'utf8'));
}
