import { onTestFinished } from 'vitest';
import type { Section } from '../../../../src/domain/answer.ts';
import type { Table } from '../../../../src/domain/card.ts';
import type { Command, CommandResult } from '../../../../src/domain/command.ts';
import type { Indicator } from '../../../../src/domain/indicator.ts';
import { createHttp } from '../../../../src/http/client.ts';
import type { Finding } from '../../../../src/ports/vendor.ts';
import { startGroupIb } from '../../../../src/sandbox/group-ib/server.ts';
import type { GroupIbOptions, GroupIbSandbox } from '../../../../src/sandbox/group-ib/sandbox.ts';
import { createClient } from '../../../../src/vendors/group-ib/client.ts';
import type { GroupIbClient } from '../../../../src/vendors/group-ib/client.ts';
import { gibCommands } from '../../../../src/vendors/group-ib/commands/commands.ts';
import { lookupIndicators } from '../../../../src/vendors/group-ib/commands/lookup.ts';
import type { GroupIbSettings } from '../../../../src/vendors/group-ib/settings.ts';
import { recordingLog, recordingMetrics } from '../../../support/recording.ts';
import { apiKey, fixture, settingsFor } from '../account.ts';

/** A simulated Group-IB and the commands of an instance that asks it over HTTP. */
export interface Desk {
  readonly sandbox: GroupIbSandbox;
  readonly client: GroupIbClient;
  readonly settings: GroupIbSettings;
  readonly commands: readonly Command[];
  /** By name or alias. */
  readonly command: (name: string) => Command;
  /** Throws what was wrong with `input`, or what the vendor refused. */
  run(name: string, input?: { readonly [name: string]: string }): Promise<CommandResult>;
  /** Throws what the lookup throws. */
  lookup(...indicators: readonly Indicator[]): Promise<readonly Finding[]>;
  /** What was found, and what was thrown after it. */
  lookupWith(client: GroupIbClient, ...indicators: readonly Indicator[]): Promise<Looked>;
  /** Method, path below the API and query of what was asked, in order. */
  asked(): readonly string[];
}

function commandNamed(commands: readonly Command[], name: string): Command {
  const found = commands.find((one) => one.name === name || one.aliases.includes(name));
  if (found === undefined) throw new Error(`there is no command ${name}`);
  return found;
}

interface Looked {
  readonly findings: readonly Finding[];
  readonly failure?: unknown;
}

export async function openDesk(options: GroupIbOptions = {}, settings: object = {}): Promise<Desk> {
  const username = 'user@acme.example';
  const sandbox = await startGroupIb({ username, apiKey, ...options });
  onTestFinished(async () => sandbox.close());
  const { log } = recordingLog();
  const { metrics } = recordingMetrics();
  const parsed = settingsFor(sandbox.url, settings);
  const client = createClient(parsed, { http: createHttp({ log, metrics, env: {} }), log });
  const commands = gibCommands(client, parsed);
  const desk: Desk = {
    sandbox,
    client,
    settings: parsed,
    commands,
    command: (name) => commandNamed(commands, name),
    async run(name, input = {}) {
      const prepared = desk.command(name).prepare(input);
      if (!prepared.ok) throw new Error(prepared.faults.map(({ message }) => message).join(' '));
      return prepared.run({ signal: new AbortController().signal });
    },
    async lookup(...indicators) {
      const { findings, failure } = await look(client, indicators);
      if (failure !== undefined) throw failure as Error;
      return findings;
    },
    lookupWith: async (asking, ...indicators) => look(asking, indicators),
    asked: () =>
      sandbox.requests().map(({ method, path, query }) => {
        const asked = new URLSearchParams(query).toString();
        return `${method} ${path.replace('/api/v2/', '')}${asked === '' ? '' : `?${decodeURIComponent(asked)}`}`;
      }),
  };
  return desk;
}

async function look(client: GroupIbClient, indicators: readonly Indicator[]): Promise<Looked> {
  const findings: Finding[] = [];
  const { signal } = new AbortController();
  try {
    for await (const finding of lookupIndicators(client, indicators, signal)) findings.push(finding);
    return { findings };
  } catch (failure) {
    return { findings, failure };
  }
}

/** The id of the first record of a collection's fixture. */
export function firstId(collection: string): string {
  const id = fixture(collection).items[0]?.id;
  if (typeof id !== 'string') throw new Error(`the fixture of ${collection} has no id`);
  return id;
}

/** The records of collections' fixtures, as the simulator takes them. */
export function fixtureItems(...collections: readonly string[]): NonNullable<GroupIbOptions['items']> {
  return collections.flatMap((collection) => fixture(collection).items.map((item) => ({ collection, item })));
}

export function tablesIn(sections: readonly Section[]): readonly Table[] {
  return sections.flatMap((section) => (section.kind === 'table' ? [section.table] : []));
}
