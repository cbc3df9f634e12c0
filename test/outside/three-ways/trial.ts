import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { createHttp } from '../../../src/http/client.ts';
import { createMetrics } from '../../../src/ops/metrics.ts';
import type { Command } from '../../../src/domain/command.ts';
import type { LoggedRequest } from '../../../src/sandbox/simulator/request-log.ts';
import { createInstance, instanceSettingsSchema } from '../../../src/vendors/index.ts';
import { silentLog } from '../../support/pipeline.ts';

/** A command with arguments as texts. */
export interface Case {
  readonly command: string;
  readonly input: { readonly [argument: string]: string };
  /** How many files its answer brings along. */
  readonly files?: number;
}

export interface Simulator {
  readonly url: string;
  readonly requests: () => readonly LoggedRequest[];
  readonly close: () => Promise<void>;
}

/** A vendor whose commands are tried: each start gives the same records anew. */
export interface Trial<Kind extends Simulator = Simulator> {
  readonly start: () => Promise<Kind>;
  /** Settings of an instance on `simulator`, without its name. */
  readonly settings: (simulator: Kind) => { readonly [key: string]: unknown };
  readonly cases: (simulator: Kind) => readonly Case[];
}

/** An instance on a simulator that nothing else asks. */
export interface Stand {
  readonly name: string;
  /** An entry of `instances`, as JSON, which is YAML. */
  readonly entry: string;
  /** What the vendor was asked. */
  asked(): readonly Pick<LoggedRequest, 'method' | 'path' | 'query' | 'body'>[];
}

/** Gone with the test. */
export async function stand<Kind extends Simulator>(trial: Trial<Kind>, name: string): Promise<Stand> {
  const simulator = await trial.start();
  onTestFinished(async () => simulator.close());
  return {
    name,
    entry: JSON.stringify({ name, ...trial.settings(simulator) }),
    asked: () => simulator.requests().map(({ method, path, query, body }) => ({ method, path, query, body })),
  };
}

/** What a vendor offers and how each of it is tried, by the records of a simulator of its own. */
export async function offered<Kind extends Simulator>(
  trial: Trial<Kind>,
): Promise<{ readonly commands: readonly Command[]; readonly cases: readonly Case[] }> {
  const simulator = await trial.start();
  onTestFinished(async () => simulator.close());
  const settings = instanceSettingsSchema.parse(
    parse(JSON.stringify({ name: 'sample', ...trial.settings(simulator) })),
  );
  const http = createHttp({ log: silentLog, metrics: createMetrics(), env: {} });
  const { vendor } = createInstance(settings, { http, log: silentLog }, { channel: '#threat-intel' });
  return { commands: vendor.commands, cases: trial.cases(simulator) };
}
