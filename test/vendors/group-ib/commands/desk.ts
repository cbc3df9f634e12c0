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
  command(name: string): Command;
  /** Throws what was wrong with `input`, or what the vendor refused. */
  run(name: string, input?: { readonly [name: string]: string }): Promise<CommandResult>;
  lookup(...indicators: readonly Indicator[]): Promise<readonly Finding[]>;
  /** Method, path below the API and query of what was asked, in order. */
  asked(): readonly string[];
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
    command(name) {
      const found = commands.find((one) => one.name === name || one.aliases.includes(name));
      if (found === undefined) throw new Error(`there is no command ${name}`);
      return found;
    },
    async run(name, input = {}) {
      const prepared = desk.command(name).prepare(input);
      if (!prepared.ok) throw new Error(prepared.faults.map(({ message }) => message).join(' '));
      return prepared.run({ signal: new AbortController().signal });
    },
    lookup: async (...indicators) =>
      Array.fromAsync(lookupIndicators(client, indicators, new AbortController().signal)),
    asked: () =>
      sandbox.requests().map(({ method, path, query }) => {
        const asked = new URLSearchParams(query).toString();
        return `${method} ${path.replace('/api/v2/', '')}${asked === '' ? '' : `?${decodeURIComponent(asked)}`}`;
      }),
  };
  return desk;
}

/** The records of collections' fixtures, as the simulator takes them. */
export function fixtureItems(...collections: readonly string[]): NonNullable<GroupIbOptions['items']> {
  return collections.flatMap((collection) => fixture(collection).items.map((item) => ({ collection, item })));
}

export function tablesIn(sections: readonly Section[]): readonly Table[] {
  return sections.flatMap((section) => (section.kind === 'table' ? [section.table] : []));
}
