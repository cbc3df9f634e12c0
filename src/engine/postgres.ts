import { PgBoss } from 'pg-boss';
import { createDeliveries } from './deliveries.ts';
import type { Engine, EngineDeps } from './engine.ts';
import { createCalendar } from './postgres/calendar.ts';
import { createFaultLog } from './postgres/fault-log.ts';
import { createRota, subjectsAtOnce } from './postgres/rota.ts';
import { createScheduleTable } from './postgres/schedule-table.ts';
import { choreSubject, fetchPrimary, pollOf, pollSubject } from './postgres/subjects.ts';
import { takeLease } from './postgres/tenure.ts';
import { createWorkQueue } from './postgres/work-queue.ts';
import { startTicks } from './timer.ts';
import type { Timer } from './timer.ts';

/** How the engine reaches the database, as `pg` takes it. */
export interface EngineConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: false | object;
  readonly connectionTimeoutMillis: number;
}

export interface PostgresEngineDeps extends EngineDeps {
  readonly connection: EngineConnection;
}

const stopTimeoutMs = 3000;
const lookEveryMs = 1000;

/**
 * Schedules and deliveries of any number of replicas on one database. A table says when what is due, pg-boss carries it
 * to a replica with room, and leases of the store say who runs it: a job's expiry cannot be both short enough for a
 * fail-over and longer than an upload. Deliveries need no queue but the outbox: who commits an entry works on its
 * channel, unless another one does, who looks again before it leaves.
 */
export function createPostgresEngine({ connection, instances, poll, deliver, chores }: PostgresEngineDeps): Engine {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { store, log, clock } = poll;
  const faults = createFaultLog(log);
  const boss = createBoss(connection).on('error', faults.away);
  const table = createScheduleTable(boss, clock);
  const queue = createWorkQueue(boss);
  const deliveries = createDeliveries({
    ...deliver,
    signal,
    othersMayPost: true,
    take: async (channel) => takeLease(`lane:${channel}`, { store, signal }),
    onFault: faults.failed,
  });
  const polling = { poll: { ...poll, signal }, onPolled: () => deliveries.wake() };
  const rota = createRota({
    subjects: [
      ...instances.filter(({ fetchEnabled }) => fetchEnabled).map((instance) => pollSubject(instance, polling)),
      ...chores.map((chore) => choreSubject(chore, log)),
    ],
    table,
    queue,
    calendar: createCalendar(boss, clock),
    store,
    clock,
    faults,
    signal,
  });
  const paused = async (): Promise<ReadonlySet<string>> =>
    new Set((await store.pauses()).map(({ instance }) => pollOf(instance)));
  let looking: Promise<void> | undefined;
  const tick = (): void => {
    looking ??= rota
      .tick(paused)
      .then(faults.back, faults.away)
      .finally(() => {
        looking = undefined;
      });
    deliveries.wake();
  };
  let ticks: Timer | undefined;

  return {
    async fetchNow(name) {
      const instance = instances.find((one) => one.name === name);
      if (instance === undefined) throw new Error(`there is no instance ${name}`);
      return fetchPrimary(instance, { ...polling, store, table, signal });
    },
    wake: () => deliveries.wake(),
    async start() {
      await boss.start();
      await queue.open();
      await table.forgetStale();
      await rota.register();
      await queue.take(subjectsAtOnce, async (subject) => rota.accept(subject));
      ticks = startTicks(lookEveryMs, { work: tick, log });
      deliveries.wake();
    },
    async stop() {
      stopping.abort(new Error('Picket is stopping'));
      await ticks?.stop();
      await queue.close();
      await Promise.all([looking, rota.idle(), deliveries.idle()]);
      await boss.stop({ graceful: true, timeout: stopTimeoutMs });
    },
  };
}

function createBoss(connection: EngineConnection): PgBoss {
  // Of `pg`, behind pg-boss: a server that has fallen silent must not hold us for ever, nor a replica that froze the rows
  // it was taking.
  const limits = {
    statement_timeout: 15_000,
    query_timeout: 20_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  };
  return new PgBoss({
    ...connection,
    ...limits,
    schema: 'picket_work',
    application_name: 'picket work',
    max: 4,
    // Its own schedules come once a minute at best.
    schedule: false,
    useListenNotify: true,
    // Ten thousand polls a minute are as many rows: what is done goes within minutes, not once a day.
    maintenanceIntervalSeconds: 60,
  });
}
