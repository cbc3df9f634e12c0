import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { StoreError } from '../../../src/domain/errors.ts';
import { translate } from '../../../src/store/postgres/errors.ts';
import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import { silentLog } from '../../support/pipeline.ts';
import { describePostgres } from '../../support/postgres-suite.ts';

const place = 'db.example:5432/picket';

function coded(code: string): Error {
  return Object.assign(new Error('leaked: hunter2'), { code });
}

describe('a fault of the database', () => {
  it.each([
    ['ECONNREFUSED', 'nothing listens there; start it, or mend host and port.'],
    ['ENOENT', 'its socket does not exist; start it, or mend the path.'],
    ['EAI_AGAIN', 'its host name cannot be looked up just now.'],
    ['CERT_HAS_EXPIRED', 'its certificate has expired.'],
    ['ECONNRESET', 'ECONNRESET.'],
    ['EHOSTUNREACH', 'EHOSTUNREACH.'],
    ['EPIPE', 'EPIPE.'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_WRONG_VERSION_NUMBER.'],
    ['CERT_NOT_YET_VALID', 'CERT_NOT_YET_VALID.'],
    ['HOSTNAME_MISMATCH', 'HOSTNAME_MISMATCH.'],
  ])('%s is one of the way to it: %s', (code, reason) => {
    const told = translate(coded(code), place);

    expect(told).toMatchObject({ kind: 'unreachable', message: `The database ${place} does not answer: ${reason}` });
  });

  it.each(['ERR_STRING_TOO_LONG', 'ERR_INVALID_ARG_TYPE', 'ERR_OUT_OF_RANGE', 'MODULE_NOT_FOUND'])(
    '%s is ours, and tells nothing of the records',
    (code) => {
      const told = translate(coded(code), place);

      expect(told).not.toBeInstanceOf(StoreError);
      expect(told.message).toBe(`The database ${place} was not asked: ${code}`);
    },
  );
});

describePostgres('a value that cannot be sent', (server) => {
  it('is told as such, also from within a transaction, and the connection goes on', async () => {
    const store = await openPostgresStore({ url: `${await server().freshDatabase()}?pool_size=1`, log: silentLog });
    const unfit = { toPostgres: () => Buffer.alloc(-1) };
    const session = async (): Promise<unknown> =>
      store.database.use(async (queries) => (await sql`select pg_backend_pid() as id`.execute(queries)).rows[0]);
    const before = await session();

    const told = store.database.use(async (queries) =>
      queries.transaction().execute(async (transaction) => sql`select ${unfit}`.execute(transaction)),
    );

    await expect(told).rejects.toThrow('was not asked: ERR_OUT_OF_RANGE');
    expect(await session()).toEqual(before);
    await store.close();
  });
});
