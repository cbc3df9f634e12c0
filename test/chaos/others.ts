import { startGroupIb } from '../../src/sandbox/group-ib/server.ts';
import { startRapid7 } from '../../src/sandbox/rapid7/server.ts';
import type { Fault } from '../../src/sandbox/simulator/faults.ts';
import type { When } from '../../src/sandbox/simulator/schedule.ts';

/**
 * A vendor beside ThreatMon: its records come and change while everything fails, and nobody presses anything. The title
 * of a record says how often it was changed.
 */
export interface OtherVendor {
  readonly instance: string;
  /** Its part of `picket.yaml`. */
  readonly settings: object;
  add(): void;
  /** Changes one of its records; nothing where there is none. */
  change(pick: number): void;
  /** The newest title of each record, by the incident's key. */
  titles(): ReadonlyMap<string, string>;
  fault(when: When, fault: Fault): void;
  /** Gives what had not begun. */
  clearFaults(): readonly object[];
  close(): Promise<void>;
}

export const otherNames = ['rapid7', 'group-ib'] as const;
export type OtherName = (typeof otherNames)[number];
export type Others = { readonly [Name in OtherName]: OtherVendor };

export async function startOthers(seed: number): Promise<Others> {
  return { rapid7: await rapid7(seed), 'group-ib': await groupIb(seed) };
}

async function rapid7(seed: number): Promise<OtherVendor> {
  const instance = 'brand';
  const account = { accountId: 'account', apiKey: 'rapid7-key' };
  const sandbox = await startRapid7({ ...account, seed });
  return {
    ...sandbox,
    ...book({
      keyOf: (id) => `${instance}:${id}`,
      add(title) {
        const { _id: id } = sandbox.addAlert({ Details: { Title: title, Severity: 'High' } });
        return id;
      },
      change: (id, title) => sandbox.changeAlert(id, { Details: { Title: title } }),
    }),
    instance,
    settings: {
      name: instance,
      vendor: 'rapid7-threat-command',
      url: sandbox.url,
      ...account,
      fetch: { every: '1 second', first: '10 years', closed: true },
    },
  };
}

const collection = 'hi/threat';

async function groupIb(seed: number): Promise<OtherVendor> {
  const instance = 'intel';
  const account = { username: 'analyst@acme.example', apiKey: 'group-ib-key' };
  const sandbox = await startGroupIb({ ...account, seed });
  return {
    ...sandbox,
    ...book({
      keyOf: (id) => `${instance}:${collection}/${id}`,
      add: (title) => String(sandbox.addItem(collection, { title })['id']),
      change: (id, title) => sandbox.changeItem(collection, id, { fields: { title } }),
    }),
    instance,
    settings: {
      name: instance,
      vendor: 'group-ib',
      url: sandbox.url,
      ...account,
      pace: { requests: 1000, per: '1 second' },
      fetch: { every: '1 second', first: '10 years', collections: [collection] },
    },
  };
}

interface Records {
  readonly keyOf: (id: string) => string;
  /** Gives the new record's id. */
  readonly add: (title: string) => string;
  readonly change: (id: string, title: string) => unknown;
}

/** Titles of records, told apart by how often each was changed. */
function book({ keyOf, add, change }: Records): Pick<OtherVendor, 'add' | 'change' | 'titles'> {
  const rounds: { readonly id: string; round: number }[] = [];
  const titleOf = (index: number, round: number): string => `Probe ${index + 1} round ${round}`;
  return {
    add() {
      rounds.push({ id: add(titleOf(rounds.length, 0)), round: 0 });
    },
    change(pick) {
      const index = Math.floor(pick * rounds.length);
      const record = rounds[index];
      if (record === undefined) return;
      record.round += 1;
      change(record.id, titleOf(index, record.round));
    },
    titles: () => new Map(rounds.map(({ id, round }, index) => [keyOf(id), titleOf(index, round)])),
  };
}
