import * as z from 'zod';
import type { CommandResult } from '../../src/domain/command.ts';
import type { VendorError } from '../../src/domain/errors.ts';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import type { DeskDeps } from '../../src/pipeline/desk/deps.ts';
import type { Desk } from '../../src/pipeline/desk.ts';
import { createHealth } from '../../src/ops/health.ts';
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
}

export async function office(names: readonly string[] = ['acme']): Promise<Office> {
  const sent: string[] = [];
  const failures: VendorError[] = [];
  const write =
    (name: string) =>
    async ({ id, status }: { id: string; status: string }): Promise<CommandResult> => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      sent.push(`${name} ${id} ${status}`);
      const patches = [
        { externalId: id, status, closed: status === 'Resolved', did: `changed the status to ${status}` },
      ];
      return { text: `Incident ${id} status changed to ${status}`, sections: [], outputs: {}, patches };
    };
  const clock = setClock();
  const store = await openTestStore(clock);
  const deps: DeskDeps = {
    instances: names.map((name) => ({ ...withCommands(name, write(name)), name })),
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
    signal: new AbortController().signal,
  };
  const message = { channelId: 'C1', messageTs: '1.1' };
  const known = names.map((name) => incident({ instance: name, message, description: 'password: Summer2026!' }));
  await store.transact({ keys: [] }, () => ({ incidents: known, result: undefined }));
  return { desk: createDesk(deps), deps, sent, fail: (error) => void failures.push(error) };
}

function withCommands(name: string, run: (args: { id: string; status: string }) => Promise<CommandResult>): Instance {
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
  return instance([], { commands: [set, takedown, wipe, list], statuses });
}
