import { onTestFinished } from 'vitest';
import { startSlack } from '../../src/sandbox/slack/server.ts';
import type { SlackSandbox } from '../../src/sandbox/slack/sandbox.ts';
import type { SlackOptions } from '../../src/sandbox/slack/options.ts';
import { startThreatmon } from '../../src/sandbox/threatmon/server.ts';
import type { ThreatmonOptions, ThreatmonSandbox } from '../../src/sandbox/threatmon/sandbox.ts';
import { operator } from './bot-process.ts';
import type { Operator } from './bot-process.ts';

/** The mark that no log, error, metric or Slack call may ever show. */
export const mark = 'MARKED-k3y-7f1a';

export interface World {
  readonly slack: SlackSandbox;
  readonly threatmon: ThreatmonSandbox;
  readonly operator: Operator;
  /** A `picket.yaml` for this world, where nothing is a flood; `more` is added to the end, `fetch` to the instance. */
  yaml(more?: string, fetch?: string): string;
}

/** A Slack, a ThreatMon and an operator's folder, all gone with the test. */
export async function world(
  options: { threatmon?: ThreatmonOptions; slack?: Partial<SlackOptions> } = {},
): Promise<World> {
  const slack = await startSlack({
    botToken: `xoxb-${mark}-bot`,
    appToken: `xapp-${mark}-app`,
    signingSecret: `${mark}-signing`,
    users: [{ name: 'mira' }, { name: 'jonas' }, { name: 'guest', teamId: 'T0OTHER' }],
    userGroups: [{ handle: 'soc-leads', users: ['mira'] }],
    channels: [
      { name: 'threat-intel', kind: 'public', bot: true },
      { name: 'soc-critical', kind: 'private', bot: true },
    ],
    commands: [{ command: '/threat' }],
    shortcuts: [{ callbackId: 'picket_lookup', name: 'Look up indicators' }],
    rateLimits: false,
    // A machine that stalls for Slack's three seconds must not fail what is not about them.
    triggerLifeMs: 60_000,
    ...options.slack,
  });
  onTestFinished(async () => slack.close());
  const threatmon = await startThreatmon({ apiKey: `${mark}-threatmon`, rateLimit: 'off', ...options.threatmon });
  onTestFinished(async () => threatmon.close());
  const yaml = (more = '', fetch = ''): string => `
slack:
  botToken: xoxb-${mark}-bot
  appToken: xapp-${mark}-app
  apiUrl: ${slack.apiUrl}
  limits: obeyed
store: { url: "file:data/picket.json" }
http: { port: 0 }
channel: "#threat-intel"
burst: 1000
access: { respond: everyone, act: ["@soc-leads"], reveal: ["@soc-leads"], admin: ["@soc-leads"] }
instances:
  - name: acme
    vendor: threatmon
    url: ${threatmon.url}
    apiKey: ${mark}-threatmon
    pace: { requests: 1000, per: 1 second }
    fetch: { every: 1 second, first: 10 years, refresh: 1 second, ${fetch} }
${more}`;
  return { slack, threatmon, operator: await operator(), yaml };
}
