import { describe, expect, it } from 'vitest';
import { failureOf } from '../../../http/support.ts';
import { fixtureItems, openDesk } from './desk.ts';

const id = '59695fabb1965600014bae7b';

/** One command for each way to ask: a path, a search by tag, by address, everywhere, in one collection, by POST. */
const ways = [
  ['gibti-get-attacks-deface-info', { id }],
  ['gibti-get-osi-public-leak-info', { id }],
  ['gibti-get-suspicious-ip-tor-node-info', { id: '192.0.2.1' }],
  ['gibti-get-available-collections', {}],
  ['gibti-global-search', { query: 'x' }],
  ['gibti-local-search', { collection_name: 'attacks/deface', query: 'x' }],
  ['gibti-local-search', { collection_name: 'compromised/breached', query: 'x' }],
  ['gibti-ip-scoring', { ip: '192.0.2.1' }],
  ['gibti-get-indicators', { collection: 'ioc/common' }],
  ['domain', { domain: 'evil.example' }],
] as const;

describe('a failure at the vendor', () => {
  const name = 'gibti-get-attacks-deface-info';
  const collection = 'attacks/deface';

  it.each([
    [301, 'unauthorized', 'Status code: 301. Message: Verify that your public IP is accesslisted.'],
    [302, 'unauthorized', 'Status code: 302. Message: Verify that your public IP is accesslisted.'],
    [400, 'refused', 'Status code: 400. Message: Bad Credentials or Wrong request.'],
    [401, 'unauthorized', 'Status code: 401. Message: Bad Credentials.'],
    [403, 'unauthorized', 'Status code: 403. Message: Something is wrong with your account'],
    [404, 'refused', 'Status code: 404. Message: Not found.'],
    [429, 'rate-limited', 'Status code: 429. Message: Maximum count of requests per second reached'],
    [500, 'unreachable', 'Status code: 500. Message: There are some troubles on server'],
    [503, 'unreachable', '503'],
    [418, 'refused', '418'],
  ] as const)('%i is told as %s', async (status, kind, message) => {
    const desk = await openDesk({ items: fixtureItems(collection) });
    desk.sandbox.fault({ times: Number.POSITIVE_INFINITY }, { kind: 'status', status });

    const error = await failureOf(desk.run(name, { id: id }));

    expect(error.kind).toBe(kind);
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('MARKED');
  });

  it.each(ways)('of %s %j is told in the contract’s words', async (command, input) => {
    const desk = await openDesk({}, { reputation: ['domain'] });
    desk.sandbox.fault({ times: Number.POSITIVE_INFINITY }, { kind: 'status', status: 403 });

    const error = await failureOf(desk.run(command, input));

    expect(error.kind).toBe('unauthorized');
    expect(error.message).toMatch(/^Status code: 403\. Message: Something is wrong with your account/);
  });

  it.each([{ kind: 'status', status: 200, body: '<html>Sign in</html>' }, { kind: 'broken-json' }] as const)(
    'an answer that is no record is told (%j)',
    async (fault) => {
      const desk = await openDesk({ items: fixtureItems(collection) });
      desk.sandbox.fault(1, fault);

      expect((await failureOf(desk.run(name, { id: id }))).kind).toBe('malformed');
    },
  );
});
