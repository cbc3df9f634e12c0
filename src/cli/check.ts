import { slackConfig } from '../app.ts';
import { StoreError } from '../domain/errors.ts';
import { testInstance } from '../pipeline/desk/test.ts';
import { checkSlack } from '../slack/check.ts';
import type { CheckLine } from '../slack/check.ts';
import type { Wiring } from '../wiring.ts';
import type { ExitStatus, Io } from './io.ts';
import { instanceNamed } from './pick-instance.ts';
import type { CommonOptions } from './program.ts';
import { loadQuietWiring } from './settings.ts';
import { examineStore } from './store-contents.ts';
import { safeText, withoutControls } from './terminal.ts';

export interface CheckOptions extends CommonOptions {
  readonly instance?: string;
  readonly json?: boolean;
}

/** Configuration, store, Slack and each instance, one line each with its fix. Reads only. */
export async function check(options: CheckOptions, io: Io): Promise<ExitStatus> {
  const wiring = await loadQuietWiring(options, io);
  const configuration: CheckLine = { what: 'configuration', ok: true, text: `${options.config} is right` };
  const slack = options.instance === undefined ? await slackLines(wiring) : [];
  const store = options.instance === undefined ? [await storeLine(wiring)] : [];
  const lines = [configuration, ...store, ...slack, ...(await instanceLines(wiring, options.instance))];
  const ok = lines.every((line) => line.ok);
  if (options.json === true) io.out(`${JSON.stringify({ ok, checks: lines })}\n`);
  else io.out(`${lines.map(inWords).join('\n')}\n`);
  return ok ? 0 : 1;
}

async function storeLine({ config, log }: Wiring): Promise<CheckLine> {
  try {
    return { what: 'store', ok: true, text: await examineStore(config.store.url, log) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { what: 'store', ok: false, text: error.message };
  }
}

async function slackLines({
  config,
  instances,
  log,
  metrics,
  clock,
  slackProxyUrl,
}: Wiring): Promise<readonly CheckLine[]> {
  const feeds = instances.flatMap(({ channel, vendor }) => [channel, ...vendor.feeds.map((feed) => feed.channel)]);
  const ruled = config.rules.map(({ channel }) => channel);
  const channels = [...new Set([config.channel, ...feeds, ...ruled].filter((channel) => channel !== undefined))];
  const { respond, act, reveal, admin } = config.access;
  const named = [respond, act, reveal, admin, ...config.rules.map(({ mention }) => mention ?? [])].flat();
  return checkSlack({
    config: slackConfig(config.slack),
    channels,
    people: [...new Set(named)],
    log,
    metrics,
    clock,
    ...(slackProxyUrl !== undefined && { proxyUrl: slackProxyUrl }),
  });
}

async function instanceLines(wiring: Wiring, name: string | undefined): Promise<readonly CheckLine[]> {
  const instances = name === undefined ? wiring.instances : [instanceNamed(name, wiring.instances)];
  const signal = AbortSignal.timeout(60_000);
  const tests = await Promise.all(
    instances.map(async (instance) => testInstance(instance, { clock: wiring.clock, signal })),
  );
  return tests.map(({ instance, report: { ok, text, fixes }, latencyMs }) => ({
    what: `instance ${instance.name}`,
    ok,
    text: `${safeText(text)} (${latencyMs} ms)`,
    ...(fixes.length > 0 && { fix: fixes.join(' ') }),
  }));
}

function inWords({ what, ok, text, fix }: CheckLine): string {
  const lines = [`${ok ? 'ok  ' : 'FAIL'}  ${what}: ${text}`, ...(fix === undefined ? [] : [`      ${fix}`])];
  return lines.map(withoutControls).join('\n');
}
