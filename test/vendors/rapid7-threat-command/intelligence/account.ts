import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Section } from '../../../../src/domain/answer.ts';
import type { Table } from '../../../../src/domain/card.ts';
import type { Command, CommandResult } from '../../../../src/domain/command.ts';
import { createHttp } from '../../../../src/http/client.ts';
import type { Rapid7Options, Rapid7Sandbox } from '../../../../src/sandbox/rapid7/sandbox.ts';
import { startRapid7 } from '../../../../src/sandbox/rapid7/server.ts';
import { createClient } from '../../../../src/vendors/rapid7-threat-command/client.ts';
import type { Rapid7Client } from '../../../../src/vendors/rapid7-threat-command/client.ts';
import { intelligenceCommands } from '../../../../src/vendors/rapid7-threat-command/intelligence/commands.ts';
import { rapid7Settings } from '../../../../src/vendors/rapid7-threat-command/settings.ts';
import { startServer } from '../../../support/http-server.ts';
import type { Answer } from '../../../support/http-server.ts';
import { recordingLog, recordingMetrics } from '../../../support/recording.ts';

/** Stands for the key in tests: found anywhere, it has leaked. */
export const apiKey = 'MARKED-api-key-4711';

type Input = { readonly [argument: string]: string };

export interface Asking {
  readonly client: Rapid7Client;
  readonly commands: readonly Command[];
  run(command: string, input: Input, signal?: AbortSignal): Promise<CommandResult>;
  /** What is said of the input; empty where it is accepted. */
  faults(command: string, input: Input): readonly string[];
}

function asking(url: string, settings: object = {}): Asking {
  const { log } = recordingLog();
  const parsed = rapid7Settings.parse({
    name: 'acme',
    vendor: 'rapid7-threat-command',
    url,
    accountId: 'account-1',
    apiKey,
    timeout: '5 seconds',
    ...settings,
  });
  const client = createClient(parsed, {
    http: createHttp({ log, metrics: recordingMetrics().metrics, env: {} }),
    log,
  });
  const commands = intelligenceCommands(client, parsed);
  const prepared = (name: string, input: Input) => {
    const command = commands.find((one) => one.name === name);
    if (command === undefined) throw new Error(`there is no ${name}`);
    return command.prepare(input);
  };
  return {
    client,
    commands,
    faults(name, input) {
      const result = prepared(name, input);
      return result.ok ? [] : result.faults.map(({ message }) => message);
    },
    async run(name, input, signal = new AbortController().signal) {
      const result = prepared(name, input);
      if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join(' '));
      return result.run({ signal });
    },
  };
}

/** One request on the wire: `GET /v1/iocs/quota`, with its query decoded and its body parsed. */
export interface Wire {
  readonly line: string;
  readonly query: readonly (readonly [string, string])[];
  readonly body?: unknown;
}

export interface Scripted extends Asking {
  requests(): readonly Wire[];
}

/** An account whose server answers as told; ends with the test. */
export async function openScripted(answer: Answer, settings: object = {}): Promise<Scripted> {
  const server = await startServer(answer);
  return {
    ...asking(server.url, settings),
    requests: () =>
      server.seen.map(({ method, url, body }) => {
        const { pathname, searchParams } = new URL(url, server.url);
        return {
          line: `${method} ${pathname.replace(/^\/public/, '')}`,
          query: [...searchParams],
          ...(body !== '' && { body: JSON.parse(body) as unknown }),
        };
      }),
  };
}

export interface Simulated extends Asking {
  readonly sandbox: Rapid7Sandbox;
}

/** An account of the simulated service; ends with the test. */
export async function openSimulated(options: Rapid7Options = {}, settings: object = {}): Promise<Simulated> {
  const sandbox = await startRapid7({ accountId: 'account-1', apiKey, ...options });
  onTestFinished(async () => sandbox.close());
  return { ...asking(sandbox.url, settings), sandbox };
}

const fixtures = new URL('../../../fixtures/rapid7-threat-command/', import.meta.url);

export function fixtureText(name: string): string {
  return readFileSync(new URL(name, fixtures), 'utf8');
}

export function fixture(name: string): unknown {
  return JSON.parse(fixtureText(`${name}.json`));
}

/** A server that answers everything with one body, JSON or text. */
export function always(body: unknown, status = 200): Answer {
  return (response) => {
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

export function tableIn(sections: readonly Section[]): Table | undefined {
  return sections.flatMap((section) => (section.kind === 'table' ? [section.table] : []))[0];
}

/** All lines of text below and beside the tables. */
export function linesIn(sections: readonly Section[]): readonly string[] {
  return sections.flatMap((section) => {
    if (section.kind === 'list') return section.items.map(String);
    return section.kind === 'text' ? section.lines.map(String) : [];
  });
}
