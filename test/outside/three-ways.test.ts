import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { Command } from '../../src/domain/command.ts';
import { systemClock } from '../../src/ops/clock.ts';
import { createHealth } from '../../src/ops/health.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { createHttp } from '../../src/http/client.ts';
import { createDesk } from '../../src/pipeline/desk/create-desk.ts';
import type { Desk, Reply } from '../../src/pipeline/desk.ts';
import type { Instance } from '../../src/ports/vendor.ts';
import { startDemoGroupIb } from '../../src/sandbox/demo/group-ib.ts';
import { startDemoRapid7 } from '../../src/sandbox/demo/rapid7.ts';
import { startDemoThreatmon } from '../../src/sandbox/demo/threatmon.ts';
import { createInstance, instanceSettingsSchema } from '../../src/vendors/index.ts';
import { openTestStore, silentLog } from '../support/pipeline.ts';

const actor = { kind: 'slack', userId: 'U1' } as const;
const starters = {
  ThreatMon: startDemoThreatmon,
  'Rapid7 Threat Command': startDemoRapid7,
  'Group-IB': startDemoGroupIb,
};

async function desked(start: (typeof starters)[keyof typeof starters]): Promise<{ instance: Instance; desk: Desk }> {
  const vendor = await start();
  onTestFinished(async () => vendor.close());
  const [yaml] = parse(vendor.instance) as unknown[];
  const http = createHttp({ log: silentLog, metrics: createMetrics(), env: {} });
  const instance = createInstance(
    instanceSettingsSchema.parse(yaml),
    { http, log: silentLog },
    { channel: '#threat-intel' },
  );
  const clock = systemClock();
  const desk = createDesk({
    instances: [instance],
    store: await openTestStore(clock),
    clock,
    log: silentLog,
    health: createHealth(),
    work: { fetchNow: async () => Promise.reject(new Error('nothing is polled here')), wake: () => undefined },
    directory: { emailOf: async () => undefined, groupsOf: async () => [], teamId: undefined },
    access: { respond: 'everyone', act: 'everyone', reveal: 'everyone', admin: 'everyone' },
    slackCommand: '/threat',
    signal: AbortSignal.timeout(60_000),
  });
  return { instance, desk };
}

/** Arguments that every record of a simulator satisfies, for commands that need some. */
const given: { readonly [argument: string]: string } = {
  ip: '192.0.2.45',
  domain: 'login-acme.example',
  file: '44d88612fea8a8f36de82e1278abb02f',
  url: 'https://login-acme.example/',
};

function inputFor({ arguments: args }: Command): { readonly [name: string]: string } | undefined {
  const required = args.filter((argument) => argument.required);
  if (required.some(({ name, choices }) => given[name] === undefined && choices === undefined)) return undefined;
  return Object.fromEntries(required.map(({ name, choices }) => [name, given[name] ?? choices?.[0] ?? '']));
}

function shown(reply: Reply): string {
  if (reply.kind !== 'answer') throw new Error(`expected an answer, got ${reply.kind}`);
  // What a question costs is counted down with each; instants move on.
  return JSON.stringify([reply.answer.title, reply.answer.sections]).replaceAll(/\d+/g, '0');
}

describe.each(Object.entries(starters))('every question of %s that needs no record’s id', (_, start) => {
  it('gives the same answer typed, sent as a form, and run in the terminal', { timeout: 90_000 }, async () => {
    const { instance, desk } = await desked(start);
    const asked = instance.vendor.commands.filter(({ needs }) => needs === 'read');
    let compared = 0;

    for (const command of asked) {
      const input = inputFor(command);
      if (input === undefined) continue;
      const prepared = command.prepare(input);
      if (!prepared.ok) continue;
      const line = [
        command.name,
        ...Object.entries(input).map(([name, value]) => `${name}="${value}"`),
        `instance=${instance.name}`,
      ].join(' ');
      const terminal = await prepared.run({ signal: AbortSignal.timeout(30_000) }).catch((error: Error) => error);
      const typed = await desk.line(line, actor);
      const checked = desk.check({ actor, command: command.name, instance: instance.name, values: input });
      if (!checked.ok) throw new Error(`the form of ${command.name} was refused`);
      const sent = await checked.run();

      expect([command.name, shown(sent)]).toEqual([command.name, shown(typed)]);
      const title = terminal instanceof Error ? terminal.message : terminal.text;
      expect(shown(sent)).toContain(JSON.stringify(title).slice(1, -1).replaceAll(/\d+/g, '0'));
      compared += 1;
    }

    expect(compared).toBeGreaterThan(1);
  });
});
