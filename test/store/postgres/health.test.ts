import { expect, it } from 'vitest';
import { createDatabase } from '../../../src/store/postgres/database.ts';
import { createPostgresHealth } from '../../../src/store/postgres/health.ts';
import { migrateSchema } from '../../../src/store/postgres/migrate.ts';
import { silentLog } from '../../support/pipeline.ts';
import { describePostgres } from '../../support/postgres-suite.ts';

describePostgres('the health of feeds', (server) => {
  it('is what all replicas saw; the connection to Slack is each one’s own', async () => {
    const url = await server().freshDatabase();
    const databases = [createDatabase({ url, log: silentLog }), createDatabase({ url, log: silentLog })] as const;
    await migrateSchema(databases[0]);
    const [one, other] = [createPostgresHealth(databases[0]), createPostgresHealth(databases[1])];
    const place = { instance: 'acme', feed: 'alarms' };
    const failure = { at: '2026-03-01T12:01:00.000Z', kind: 'unreachable', message: 'no\u0000answer' };

    await one.succeeded(place, '2026-03-01T12:00:00.000Z', 2);
    await other.failed(place, failure);
    await other.failed({ ...place, feed: 'ioc' }, failure);
    await one.failed(place, failure);
    one.slack(true);

    expect(await one.feeds()).toEqual([
      { ...place, lastSuccessAt: '2026-03-01T12:00:00.000Z', lastFailure: failure, failuresInARow: 2, rejected: 2 },
      { ...place, feed: 'ioc', lastFailure: failure, failuresInARow: 1, rejected: 0 },
    ]);
    await other.succeeded(place, '2026-03-01T12:02:00.000Z', 1);
    expect((await one.feeds())[0]).toMatchObject({ failuresInARow: 0, rejected: 3, lastFailure: failure });
    expect(await one.feed(place)).toMatchObject({ failuresInARow: 0, rejected: 3 });
    expect(await one.feed({ ...place, feed: 'unread' })).toBeUndefined();
    expect([one.slackConnected, other.slackConnected]).toEqual([true, false]);
    await Promise.all(databases.map(async (database) => database.close()));
  });
});
