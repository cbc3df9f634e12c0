import { onTestFinished, vi } from 'vitest';
import type { AlertSeed } from '../../src/sandbox/rapid7/holdings.ts';
import type { Rapid7Sandbox } from '../../src/sandbox/rapid7/sandbox.ts';
import { startRapid7 } from '../../src/sandbox/rapid7/server.ts';
import type { Bot } from '../support/bot-process.ts';
import { mark } from '../support/outside.ts';
import type { World } from '../support/outside.ts';

export const patience = { timeout: 120_000, interval: 200 };

/** Gone with the test. */
export async function rapid7(): Promise<Rapid7Sandbox> {
  const sandbox = await startRapid7({ accountId: 'account', apiKey: `${mark}-rapid7` });
  onTestFinished(async () => sandbox.close());
  return sandbox;
}

/** A `picket.yaml` with that service alone, polled each second. */
export function yaml(here: World, url: string): string {
  const [head = ''] = here.yaml().split('instances:');
  return `${head}instances:
  - name: acme-r7
    vendor: rapid7-threat-command
    url: ${url}
    accountId: account
    apiKey: ${mark}-rapid7
    fetch: { every: 1 second, first: 10 years, max: 200, closed: false }
`;
}

/** Blocks of each incident message, by key and time stamp. */
export function messages({ slack }: World): ReadonlyMap<string, string> {
  return new Map(
    slack.messages('threat-intel').flatMap(({ metadata, blocks, ts }) => {
      const key = /"key":"(acme-r7:[^"]+)"/.exec(JSON.stringify(metadata ?? {}))?.[1];
      return key === undefined ? [] : [[`${key} ${ts}`, JSON.stringify(blocks)] as const];
    }),
  );
}

/** A bot that has posted the one alert there is. */
export async function posted(
  here: World,
  vendor: Rapid7Sandbox,
  seed: AlertSeed = fakeProfile,
): Promise<{ readonly id: string; readonly ts: string; readonly bot: Bot }> {
  const { _id: id } = vendor.addAlert(seed);
  await here.operator.configure(yaml(here, vendor.url));
  const bot = await here.operator.start();
  const ts = await vi.waitFor(() => {
    const [message] = here.slack.messages('threat-intel');
    if (message === undefined) throw new Error('nothing is posted yet');
    return message.ts;
  }, patience);
  return { id, ts, bot };
}

const fakeProfile: AlertSeed = {
  Details: { Title: 'A fake profile', Type: 'BrandSecurity', SubType: 'FakeProfile', Severity: 'High' },
};
