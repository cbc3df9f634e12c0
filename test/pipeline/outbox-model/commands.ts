import * as fc from 'fast-check';
import { drainChannel } from '../../../src/pipeline/deliver.ts';
import type { DeliverDeps } from '../../../src/pipeline/deliver.ts';
import { incident } from '../../support/drafts.ts';
import type { SetClock } from '../../support/pipeline.ts';
import { fates, KilledError } from './slack.ts';
import type { Fate, PlainSlack } from './slack.ts';

/** The plain model: what must stand in Slack in the end, and nothing of how it comes there. */
export interface Model {
  /** Newest revision by key. */
  readonly revisions: Map<string, number>;
  /** Lines decided, by key, in their order. */
  readonly lines: Map<string, string[]>;
}

/** The outbox over its store, with a Slack and a clock that the test moves. */
export interface Real {
  readonly deps: DeliverDeps;
  readonly slack: PlainSlack;
  readonly clock: SetClock;
}

type Command = fc.AsyncCommand<Model, Real>;

export const home = '#threat-intel';
const channels = [home, '#vip'] as const;
const keys = ['acme:1', 'acme:2', 'acme:3'] as const;

/** An incident comes in, or changes; with a line where it has a message. */
class Change implements Command {
  readonly key: string;
  readonly channel: string;
  constructor(key: string, channel: string) {
    this.key = key;
    this.channel = channel;
  }
  check = (): boolean => true;
  async run(model: Model, { deps, clock }: Real): Promise<void> {
    const { key } = this;
    const revision = (model.revisions.get(key) ?? 0) + 1;
    const text = `${key} is at ${revision}`;
    const hasLine = await deps.store.transact({ keys: [key] }, ({ incidents }) => {
      const before = incidents.get(key);
      const routing = before?.routing ?? incident().routing;
      const channel = before?.routing.channel ?? this.channel;
      const next = { ...(before ?? incident({ key, externalId: key })), revision, routing: { ...routing, channel } };
      const createdAt = clock.now().toISOString();
      const line = { kind: 'thread', key, channel, createdAt, line: { at: createdAt, text } } as const;
      const isPosted = before?.message !== undefined;
      return {
        incidents: [next],
        enqueue: [{ kind: 'incident', key, channel, createdAt }, ...(isPosted ? [line] : [])],
        result: isPosted,
      };
    });
    model.revisions.set(key, revision);
    if (hasLine) model.lines.set(key, [...(model.lines.get(key) ?? []), text]);
  }
  toString = (): string => `change ${this.key} in ${this.channel}`;
}

/** A channel is worked on for some calls, and something happens to each; then the process may be gone. */
class Work implements Command {
  readonly channel: string;
  readonly plan: readonly Fate[];
  constructor(channel: string, plan: readonly Fate[]) {
    this.channel = channel;
    this.plan = plan;
  }
  check = (): boolean => true;
  async run(_: Model, { deps, slack, clock }: Real): Promise<void> {
    slack.plan(this.plan);
    await drainChannel(this.channel, deps).catch((error: unknown) => {
      if (!(error instanceof KilledError)) throw error;
    });
    slack.plan([]);
    clock.set(new Date(clock.now().getTime() + 1500).toISOString());
  }
  toString = (): string => `work on ${this.channel}: ${this.plan.join(', ')}`;
}

/** A person deletes a message. */
class Delete implements Command {
  readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
  check = ({ revisions }: Readonly<Model>): boolean => revisions.has(this.key);
  async run(_: Model, { slack }: Real): Promise<void> {
    slack.deleteMessageOf(this.key);
  }
  toString = (): string => `delete the message of ${this.key}`;
}

/** A person archives a channel other than the default one, or brings it back. */
class Archive implements Command {
  readonly archived: boolean;
  constructor(archived: boolean) {
    this.archived = archived;
  }
  check = (): boolean => true;
  async run(_: Model, { slack }: Real): Promise<void> {
    slack.archive('#vip', this.archived);
  }
  toString = (): string => `${this.archived ? 'archive' : 'bring back'} #vip`;
}

const key = fc.constantFrom(...keys);
const channel = fc.constantFrom(...channels);
const plan = fc.array(fc.constantFrom(...fates), { maxLength: 4 });

/** Everything that may happen, in any order. */
export const anything: readonly fc.Arbitrary<Command>[] = [
  fc.tuple(key, channel).map(([one, where]) => new Change(one, where)),
  fc.tuple(channel, plan).map(([where, what]) => new Work(where, what)),
  key.map((one) => new Delete(one)),
  fc.boolean().map((archived) => new Archive(archived)),
];
