import { afterAll, beforeAll, describe } from 'vitest';
import { findPostgres } from './postgres-binaries.ts';
import { type PostgresOptions, type PostgresServer, startPostgres } from './postgres.ts';

const isMissing = (await findPostgres()) === undefined;

/** Tests on a server that is theirs for the file; skipped by name where there is none to run. */
export function describePostgres(
  title: string,
  define: (server: () => PostgresServer) => void,
  options: PostgresOptions = {},
): void {
  describe.skipIf(isMissing)(`${title}, on PostgreSQL`, () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(options);
    });
    afterAll(async () => server.dispose());
    define(() => server);
  });
}
