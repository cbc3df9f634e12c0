import * as z from 'zod';
import type { CommandResult, Verdict } from '../../src/domain/command.ts';
import type { VendorError } from '../../src/domain/errors.ts';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import type { DeskDeps } from '../../src/pipeline/desk/deps.ts';
import type { Desk } from '../../src/pipeline/desk.ts';
import { createHealth } from '../../src/ops/health.ts';
import { createPresence } from '../../src/pipeline/presence.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Instance } from '../../src/ports/vendor.ts';
import { defineCommand } from '../../src/vendors/define-command.ts';
import { incident } from './drafts.ts';
import { instance, openTestStore, setClock, silentLog } from './pipeline.ts';

/** A desk over a real store, instances whose vendor takes everything, and one incident each. */
export interface Office {
  readonly desk: Desk;
  readonly deps: DeskDeps;
  readonly sent: string[];
  /** The vendor's next answer to a write fails so. */
  readonly fail: (error: VendorError) => void;
  /** Writes go on from here when this is over. */
  readonly wait: (until: Promise<unknown>) => void;
}

export interface OfficeOptions {
  /** What a look at the vendor tells of a `set_status` without an answer; it cannot be read unless given. */
  readonly verify?: (status: string) => Promise<Verdict['state']>;
  /** One that another office left, as after a restart. */
  readonly store?: Store;
  readonly clock?: Clock;
}

export async function office(names: readonly string[] = ['acme'], options: OfficeOptions = {}): Promise<Office> {
  const sent: string[] = [];
  const failures: VendorError[] = [];
  let ready: Promise<unknown> = Promise.resolve();
  const write =
    (name: string) =>
    async ({ id, status }: { id: string; status: string }): Promise<CommandResult> => {
      await ready;
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      sent.push(`${name} ${id} ${status}`);
      return statusChanged(id, status);
    };
  const { clock = setClock(), verify } = options;
  const store = options.store ?? (await openTestStore(clock));
  const deps: DeskDeps = {
    instances: names.map((name) => ({ ...withCommands(name, write(name), verify), name })),
    store,
    clock,
    log: silentLog,
    health: createHealth(),
    work: {
      fetchNow: async () => ({ created: 1, updated: 0, unchanged: 0, rejected: 0, indicators: 0, more: false }),
      wake: () => undefined,
    },
    directory: {
      emailOf: async () => undefined,
      groupsOf: async (userId) => (userId === 'U0LEAD' ? ['@soc-leads'] : []),
      teamId: 'T1',
    },
    access: { respond: 'everyone', act: ['@soc-leads'], reveal: ['@soc-leads'], admin: ['U0LEAD'] },
    slackCommand: '/threat',
    presence: createPresence(),
    signal: new AbortController().signal,
  };
  const message = { channelId: 'C1', messageTs: '1.1' };
  const known = names.map((name) => incident({ instance: name, message, description: 'password: Summer2026!' }));
  if (options.store === undefined) await store.transact({ keys: [] }, () => ({ incidents: known, result: undefined }));
  return {
    desk: createDesk(deps),
    deps,
    sent,
    fail: (error) => void failures.push(error),
    wait(until) {
      ready = until;
    },
  };
}

function statusChanged(id: string, status: string): CommandResult {
  const patches = [{ externalId: id, status, closed: status === 'Resolved', did: `changed the status to ${status}` }];
  return { text: `Incident ${id} status changed to ${status}`, sections: [], outputs: {}, patches };
}

function withCommands(
  name: string,
  run: (args: { id: string; status: string }) => Promise<CommandResult>,
  verify: OfficeOptions['verify'],
): Instance {
  const args = z.object({
    id: z.string().describe('Its code'),
    status: z.enum(['Open', 'Resolved']).describe('New status'),
  });
  const set = defineCommand({
    name: 'set_status',
    summary: 'Sets it',
    needs: 'respond',
    args,
    fromIncident: ({ externalId }) => ({ id: externalId }),
    run,
    ...(verify !== undefined && {
      async verify({ id, status }: { id: string; status: string }): Promise<Verdict> {
        const state = await verify(status);
        return state === 'done' ? { state, result: statusChanged(id, status) } : { state };
      },
    }),
  });
  const takedown = defineCommand({
    name: 'take_down',
    summary: 'Takes it down',
    needs: 'act',
    args: z.object({ id: z.string() }),
    run: async ({ id }) => run({ id, status: 'Open' }),
  });
  const wipe = defineCommand({
    name: 'wipe',
    summary: 'Wipes it',
    needs: 'respond',
    args: z.object({ id: z.string() }),
    confirm: { title: 'Wipe it?', text: 'It cannot be undone.', confirm: 'Wipe', deny: 'Cancel' },
    run: async ({ id }) => run({ id, status: 'Open' }),
  });
  const hide = defineCommand({
    name: 'hide',
    summary: 'Hides it',
    needs: 'respond',
    args: z.object({ id: z.string(), forever: z.enum(['true', 'false']).default('false') }),
    confirm: ({ forever }) =>
      forever === 'true'
        ? { title: 'Hide it for good?', text: 'It cannot be undone.', confirm: 'Hide', deny: 'Cancel' }
        : undefined,
    run: async ({ id }) => run({ id, status: 'Open' }),
  });
  const list = defineCommand({
    name: 'list',
    summary: 'Lists',
    needs: 'read',
    args: z.object({}),
    run: async () => ({ text: `${name} lists`, sections: [], outputs: {} }),
  });
  const statuses: Instance['vendor']['statuses'] = {
    words: ['Open', 'Resolved'],
    command: ({ externalId }, status) => ({ name: 'set_status', args: { id: externalId, status } }),
  };
  return instance([], { commands: [set, takedown, wipe, hide, list], statuses });
}
