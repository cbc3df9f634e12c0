import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import { silentLog } from '../../support/pipeline.ts';
import { describePostgres } from '../../support/postgres-suite.ts';
import { storeContract } from '../contract.ts';
import { emptyDatabase } from './empty-database.ts';

describePostgres('the PostgreSQL store keeps the contract', (server) => {
  let url: string | undefined;

  storeContract(async () => {
    url ??= await server().freshDatabase();
    const open = async () => openPostgresStore({ url: url ?? '', log: silentLog });
    let store = await open();
    await emptyDatabase(url);
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await open();
        return store;
      },
      dispose: async () => store.close(),
    };
  });
});
