/**
 * What replicas share beside the records: when what runs next, read and written by the engine alone (see
 * `engine/postgres/schedule-table.ts`), and texts put aside for a while.
 */
export const replicas = {
  minReader: 1,
  statements: [
    `create table picket.schedule (
      subject text collate "C" not null,
      task text collate "C" not null,
      due_at timestamptz not null,
      taken_until timestamptz not null default '-infinity',
      failures integer not null default 0,
      primary key (subject, task)
    ) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500)`,
    `create index schedule_due_at on picket.schedule (due_at)`,
    `create table picket.shelf (
      id text collate "C" primary key,
      text text not null,
      expires_at timestamptz not null
    )`,
    `create index shelf_expires_at on picket.shelf (expires_at)`,
    // A poll writes them several times. After a crash of the server they are empty, as if every lease had run out: what
    // they guard is checked by the commits themselves, and a commit is not made to wait for the disk for their sake. No
    // commit checks a process's life: who looks for one looks twice (see `pipeline/presence.ts`).
    `alter table picket.leases set unlogged`,
    `alter table picket.budgets set unlogged`,
    `alter table picket.feed_health set unlogged`,
  ],
};
