import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSlack } from '../src/sandbox/slack/server.ts';
import type { SlackSandbox } from '../src/sandbox/slack/sandbox.ts';
import { startThreatmon } from '../src/sandbox/threatmon/server.ts';
import type { ThreatmonSandbox } from '../src/sandbox/threatmon/sandbox.ts';

/** The bot as a process of its own, between simulators in this one. */
export interface BenchBot {
  readonly slack: SlackSandbox;
  readonly threatmon: ThreatmonSandbox;
  stop(): Promise<void>;
}

const main = resolve(import.meta.dirname, '../src/main.ts');

export interface BenchOptions {
  /** Added to the configuration. */
  readonly extra?: string;
  /** What the vendor has at the start. */
  readonly alarms?: number;
  /** Slack has its limits, and the bot plans for them. */
  readonly strict?: boolean;
}

/** Polls come once an hour, so that nothing runs but what is measured. */
export async function startBenchBot({ extra = '', alarms = 0, strict = false }: BenchOptions = {}): Promise<BenchBot> {
  const slack = await startSlack({
    botToken: 'xoxb-bench',
    appToken: 'xapp-bench',
    users: [{ name: 'mira' }],
    channels: [{ name: 'threat-intel', kind: 'public', bot: true }],
    commands: [{ command: '/threat' }],
    ...(!strict && { rateLimits: false }),
  });
  const threatmon = await startThreatmon({
    apiKey: 'bench',
    rateLimit: 'off',
    alarms: Array.from({ length: alarms }, alarm),
  });
  const folder = await mkdtemp(join(tmpdir(), 'picket-bench-'));
  await writeFile(
    join(folder, 'picket.yaml'),
    configuration({ apiUrl: slack.apiUrl, url: threatmon.url, extra, strict }),
  );
  const bot = spawn(process.execPath, [main, 'run'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  await new Promise<void>((running, failed) => {
    bot.stderr.on('data', (chunk: Buffer) => chunk.includes('picket runs') && running());
    bot.once('exit', () => failed(new Error('the bot ended')));
  });
  return {
    slack,
    threatmon,
    async stop() {
      bot.kill('SIGTERM');
      await once(bot, 'exit');
      await Promise.all([slack.close(), threatmon.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function alarm(_: unknown, index: number): { [field: string]: string | number } {
  return {
    alarmCode: 10_000_000 + index,
    title: 'Phishing Domain Detected',
    description: `Look-alike domain login-${index}.example resolves to 192.0.2.${index % 250}. `.padEnd(
      400,
      'It copies the sign-in page. ',
    ),
    severity: 'High',
    status: 'Open',
    alarmDate: '2026-08-03T06:12:44Z',
  };
}

function configuration({
  apiUrl,
  url,
  extra,
  strict,
}: Required<Omit<BenchOptions, 'alarms'>> & { apiUrl: string; url: string }): string {
  return `
slack: { botToken: xoxb-bench, appToken: xapp-bench, apiUrl: "${apiUrl}", limits: ${strict ? 'planned' : 'obeyed'} }
burst: 1000000
http: { port: 0 }
channel: "#threat-intel"
instances:
  - name: acme
    vendor: threatmon
    url: ${url}
    apiKey: bench
    pace: { requests: 100000, per: 1 second }
    fetch: { every: 1 hour, first: 10 years, refresh: "off", max: 100000 }
${extra}`;
}
