import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { createDatabase } from '../../../src/store/postgres/database.ts';
import { readConnectionUrl } from '../../../src/store/postgres/settings.ts';
import { openPostgresStore } from '../../../src/store/postgres/store.ts';
import { instanceSettingsSchema } from '../../../src/vendors/index.ts';
import { recordingLog } from '../../support/recording.ts';
import { silentLog } from '../../support/pipeline.ts';
import { execute, postgresPassword } from '../../support/postgres.ts';
import { describePostgres } from '../../support/postgres-suite.ts';

const certPath = join(import.meta.dirname, '../../fixtures/tls/cert.pem');
const keyPath = join(import.meta.dirname, '../../fixtures/tls/key.pem');
const ownRoot = `sslrootcert=${encodeURIComponent(certPath)}`;

async function outcomeOf(url: string): Promise<string> {
  try {
    const store = await openPostgresStore({ url, log: silentLog });
    const { rows } = await store.database.use(async (queries) =>
      sql<{ ssl: boolean }>`select ssl from pg_stat_ssl where pid = pg_backend_pid()`.execute(queries),
    );
    await store.close();
    return rows[0]?.ssl === true ? 'encrypted' : 'plain';
  } catch (error) {
    return String(error);
  }
}

describePostgres(
  'a database that speaks TLS',
  (server) => {
    it.each([
      ['', 'plain'],
      ['?sslmode=disable', 'plain'],
      ['?sslmode=require', 'encrypted'],
      [`?sslmode=verify-ca&${ownRoot}`, 'encrypted'],
      [`?sslmode=verify-full&${ownRoot}`, 'encrypted'],
      ['?sslmode=verify-full', 'its certificate is self-signed; name it in `sslrootcert`'],
    ])('with %s: %s', async (parameters, expected) => {
      const url = await server().freshDatabase();

      expect(await outcomeOf(`${url}${parameters}`)).toContain(expected);
    });

    it('is not taken for another host', async () => {
      const url = (await server().freshDatabase()).replace('127.0.0.1', '127.0.0.2');

      expect(await outcomeOf(`${url}?sslmode=verify-full&${ownRoot}`)).toContain('for another host name');
      expect(await outcomeOf(`${url}?sslmode=verify-ca&${ownRoot}`)).toBe('encrypted');
    });
  },
  { tls: { certPath, keyPath }, settings: { listen_addresses: '127.0.0.1,127.0.0.2' } },
);

describePostgres('a database', (server) => {
  it.each<[string, (url: string) => string, string]>([
    ['a wrong password', (url) => url.replace(/:[^:@]+@/, ':wrong@'), 'user or password is wrong'],
    ['a database that is not there', (url) => `${url}_not`, 'there is no such database'],
    ['TLS that it does not speak', (url) => `${url}?sslmode=require`, 'does not support SSL'],
  ])('says what is wrong: %s', async (_, change, reason) => {
    const url = await server().freshDatabase();

    const outcome = await outcomeOf(change(url));

    expect(outcome).toContain('StoreError');
    expect(outcome).toContain(reason);
    expect(outcome).not.toContain(postgresPassword);
  });

  it('that could not hold every text is refused', async () => {
    const url = await server().freshDatabase();
    await execute(url, `create database ascii encoding 'SQL_ASCII' template template0`);

    expect(await outcomeOf(url.replace(/[^/]+$/, 'ascii'))).toContain('create it with encoding UTF8');
  });
});

describe('a database URL', () => {
  it('is read with what libpq calls the parameters', () => {
    const settings = readConnectionUrl(
      'postgres://u:p%40ss@db.example:6432/picket?sslmode=verify-full&pool_size=3&connect_timeout=2&application_name=blue',
    );

    expect(settings).toMatchObject({ host: 'db.example', port: 6432, database: 'picket', user: 'u', password: 'p@ss' });
    expect(settings).toMatchObject({ poolSize: 3, connectTimeoutMs: 2000, applicationName: 'blue', ssl: {} });
  });

  it.each([
    ['postgres://u:secret@[::1/picket', 'it is no URL'],
    ['postgres://u:secret@h/d?sslmode=prefer', 'sslmode is one of'],
    ['postgres://u:secret@h/d?sslmode=verify-ca', 'needs the authority in sslrootcert'],
    ['postgres://u:secret@h/d?sslmode=verify-full&sslrootcert=/no/such', '/no/such cannot be read'],
    ['postgres://u:secret@h/d?pool_size=0', 'pool_size is a whole number above zero'],
  ])('%s is refused: %s', (url, reason) => {
    expect(() => readConnectionUrl(url)).toThrow(reason);
    expect(() => readConnectionUrl(url)).not.toThrow('secret');
  });

  it.each([
    ['postgres://u@db.example/d', true],
    ['postgres://u@db.example/d?sslmode=disable', false],
    ['postgres://u@db.example/d?sslmode=require', false],
    ['postgres://u@127.0.0.1/d', false],
    ['postgres://u@%2Fvar%2Frun/d', false],
  ])('%s is warned about as not encrypted: %s', (url, expected) => {
    expect(readConnectionUrl(url).isOpen).toBe(expected);
  });

  it('is warned about once, by what uses it', async () => {
    const { log, lines } = recordingLog();
    const url = 'postgres://u@db.example/d';

    const database = createDatabase({ url, log });
    await createDatabase({ url, log }).close();
    await database.use(() => Promise.resolve());
    await database.use(() => Promise.resolve());
    await database.close();

    expect(lines).toMatchObject([{ level: 'warn', data: { database: 'db.example:5432/d' } }]);
    expect(lines[0]?.message).toContain('set sslmode=verify-full in its URL, or sslmode=disable');
  });

  it('keeps its parameters through the configuration, and its password out of every log', async () => {
    const url = 'postgres://u:p%40ss-word@db.example/picket?sslmode=verify-full&sslrootcert=/etc/ca.pem';
    const config = await loadConfig({
      path: 'picket.yaml',
      read: async () =>
        `slack: { botToken: xoxb-1, appToken: xapp-1 }\nstore: { url: '${url}' }\nchannel: '#soc'\ninstances: []\n`,
      env: {},
      instances: instanceSettingsSchema,
    });

    expect(config.store.url).toMatchObject({ kind: 'postgres' });
    expect(config.store.url.kind === 'postgres' && config.store.url.url.reveal()).toBe(url);
    expect(config.secrets.map((one) => one.reveal())).toEqual(expect.arrayContaining(['p%40ss-word', 'p@ss-word']));
  });
});
