import { expect, it, onTestFinished, vi } from 'vitest';
import type { IncidentMessage } from '../../src/ports/notifier.ts';
import { draft } from '../support/drafts.ts';
import { patience } from '../support/patience.ts';
import { feed, instance, page } from '../support/pipeline.ts';
import { execute, startPostgres } from '../support/postgres.ts';
import { describePostgres } from '../support/postgres-suite.ts';
import { recordingLog } from '../support/recording.ts';
import { wireTo } from '../support/wire.ts';
import { replicaOn, throughPort } from './replicas.ts';

/** Every write to the schedule takes so long. */
async function slowSchedule(url: string, seconds: number): Promise<void> {
  await execute(
    url,
    `create or replace function picket.slow() returns trigger language plpgsql as
     'begin perform pg_sleep(${seconds}); return new; end'`,
  );
}

describePostgres('replicas, one of which is gone', (server) => {
  it('go on with the feed it was reading, and it learns that it must not', async () => {
    const url = await server().freshDatabase();
    const wire = await wireTo(server().port);
    const reading = Promise.withResolvers<AbortSignal>();
    const stuck = feed(async ({ signal }) => {
      reading.resolve(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    });
    let taken = 0;
    const read = feed(() => {
      taken += 1;
      return page();
    });
    const gone = await replicaOn({ url: throughPort(url, wire.port), instances: [instance([stuck])] });
    await gone.engine.start();
    const signal = await reading.promise;
    const other = await replicaOn({ url, instances: [instance([read])] });
    await other.engine.start();

    wire.freeze();

    await vi.waitFor(() => expect(taken).toBe(1), patience);
    await vi.waitFor(() => expect(signal.aborted).toBe(true), patience);
  });

  it('read the feeds that it was just taking', async () => {
    const url = await server().freshDatabase();
    const wire = await wireTo(server().port);
    let reads = 0;
    const read = feed(() => {
      reads += 1;
      return page();
    });
    const gone = await replicaOn({ url: throughPort(url, wire.port), instances: [instance([read])] });
    const other = await replicaOn({ url, instances: [instance([read])] });
    await slowSchedule(url, 1);
    await execute(
      url,
      'create trigger slow before update on picket.schedule for each row execute function picket.slow()',
    );
    const taking = async (where: string) => execute(url, `select 1 from pg_stat_activity where ${where}`);
    await gone.engine.start();
    await vi.waitFor(async () => expect(await taking(`wait_event = 'PgSleep'`)).toHaveLength(1), patience);

    wire.freeze();
    await vi.waitFor(async () => expect(await taking(`state = 'idle in transaction'`)).toHaveLength(1), patience);
    await slowSchedule(url, 0);
    await other.engine.start();

    await vi.waitFor(() => expect(reads).toBeGreaterThan(0), patience);
  });

  it('look up the message it was posting, and do not repeat it', async () => {
    const url = await server().freshDatabase();
    const wire = await wireTo(server().port);
    const inSlack: IncidentMessage[] = [];
    const posting = Promise.withResolvers<void>();
    const alarms = feed(() => page({ drafts: [draft()] }), { schedule: { everyMs: 3_600_000 } });
    const gone = await replicaOn({
      url: throughPort(url, wire.port),
      instances: [instance([alarms])],
      notifier: {
        // Slack has it, and the answer never arrives.
        postIncident: async (channelId, { incident: { key, revision } }, begin) => {
          await begin();
          inSlack.push({ message: { channelId, messageTs: '1.0' }, key, revision });
          posting.resolve();
          return new Promise(() => undefined);
        },
      },
    });
    await gone.engine.start();
    await posting.promise;
    const again = vi.fn<() => void>();
    const other = await replicaOn({
      url,
      notifier: {
        postIncident: async (channelId, _, begin) => {
          await begin();
          again();
          return { channelId, messageTs: '2.0' };
        },
        async *incidentMessages() {
          yield* inSlack;
        },
      },
    });
    await other.engine.start();

    wire.freeze();

    await vi.waitFor(async () => expect(await other.store.outboxDepth()).toBe(0), patience);
    expect(again).not.toHaveBeenCalled();
    expect((await other.store.incident('acme:18618001'))?.message?.messageTs).toBe('1.0');
  });

  it('bear a database that is away, say so once, and go on', async () => {
    const own = await startPostgres();
    onTestFinished(async () => own.dispose());
    const { log, lines } = recordingLog();
    let reads = 0;
    const quick = feed(
      () => {
        reads += 1;
        return page();
      },
      { schedule: { everyMs: 1000 } },
    );
    const { engine, store } = await replicaOn({
      url: await own.freshDatabase(),
      instances: [instance([quick])],
      log,
    });
    await engine.start();
    await vi.waitFor(() => expect(reads).toBeGreaterThan(0), patience);

    await own.stop();
    await vi.waitFor(() => expect(lines.some(({ level }) => level === 'error')).toBe(true), patience);
    await expect(store.ping()).rejects.toMatchObject({ kind: 'unreachable' });
    await own.start();
    const before = reads;
    await vi.waitFor(() => expect(reads).toBeGreaterThan(before + 1), patience);

    const said = lines.filter(({ message }) => message.startsWith('the database')).map(({ message }) => message);
    expect(said).toEqual(['the database does not answer; work goes on when it does', 'the database answers again']);
  });
});
