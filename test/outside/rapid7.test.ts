import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startRapid7 } from '../../src/sandbox/rapid7/server.ts';
import { DEFAULT_SCOPES } from '../../src/sandbox/slack/options.ts';
import type { Rapid7Sandbox } from '../../src/sandbox/rapid7/sandbox.ts';
import { mark, world } from '../support/outside.ts';
import type { World } from '../support/outside.ts';

const count = 500;
const updates = 200;
const patience = { timeout: 120_000, interval: 200 };

async function rapid7(): Promise<Rapid7Sandbox> {
  const sandbox = await startRapid7({ accountId: 'account', apiKey: `${mark}-rapid7` });
  onTestFinished(async () => sandbox.close());
  return sandbox;
}

function yaml(here: World, url: string): string {
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

function messages({ slack }: World): ReadonlyMap<string, string> {
  return new Map(
    slack.messages('threat-intel').flatMap(({ metadata, blocks, ts }) => {
      const key = /"key":"(acme-r7:[^"]+)"/.exec(JSON.stringify(metadata ?? {}))?.[1];
      return key === undefined ? [] : [[`${key} ${ts}`, JSON.stringify(blocks)] as const];
    }),
  );
}

describe('Rapid7 Threat Command, from outside', () => {
  it(
    `shows the newest state of ${count} alerts after ${updates} updates, faults and a restart`,
    { timeout: 240_000 },
    async () => {
      const here = await world();
      const vendor = await rapid7();
      const ids = Array.from({ length: count }, (_, index) => {
        const Details = {
          Title: `Alert ${index}`,
          Description: 'A look-alike domain.',
          Type: 'Phishing',
          SubType: 'RegisteredSuspiciousDomain',
          Severity: 'Low',
        };
        const { _id: id } = vendor.addAlert({ Details });
        return id;
      });
      for (let request = 7; request < 6000; request += 7) vendor.fault(request, { kind: 'status', status: 503 });
      await here.operator.configure(yaml(here, vendor.url));
      const first = await here.operator.start();

      await vi.waitFor(() => expect(messages(here).size).toBeGreaterThan(count / 3), patience);
      expect((await first.signal('SIGTERM')).status).toBe(0);
      for (const id of ids.slice(0, updates)) vendor.changeAlert(id, { Details: { Severity: 'High' } });
      await here.operator.start();

      await vi.waitFor(() => {
        const shown = [...messages(here)];
        expect(shown).toHaveLength(count);
        for (const [index, id] of ids.entries()) {
          const [, blocks = ''] = shown.find(([key]) => key.startsWith(`acme-r7:${id} `)) ?? [];
          expect(blocks).toContain(index < updates ? 'High' : 'Low');
        }
      }, patience);
    },
  );

  it('closes an alert from its message, through the form, at the vendor', { timeout: 60_000 }, async () => {
    const here = await world();
    const vendor = await rapid7();
    const { _id: id } = vendor.addAlert({
      Details: { Title: 'A fake profile', Type: 'BrandSecurity', SubType: 'FakeProfile', Severity: 'High' },
    });
    await here.operator.configure(yaml(here, vendor.url));
    await here.operator.start();
    await vi.waitFor(() => expect(messages(here).size).toBe(1), patience);
    const ts = here.slack.messages('threat-intel')[0]?.ts ?? '';

    await here.slack.press({ user: 'mira', channel: 'threat-intel', ts, find: 'Close…' });
    await vi.waitFor(() => expect(here.slack.views('mira')).toHaveLength(1), patience);
    await here.slack.submit({ user: 'mira', values: { reason: 'Problem Solved' } });

    await vi.waitFor(() => expect(vendor.alerts()[0]).toMatchObject({ _id: id, Closed: { IsClosed: true } }), patience);
    await vi.waitFor(() => expect([...messages(here).values()][0]).toContain('Closed'), patience);
  });

  it('assigns an alert to who pressed, by e-mail address', { timeout: 60_000 }, async () => {
    const here = await world({ slack: { scopes: [...DEFAULT_SCOPES, 'users:read.email'] } });
    const vendor = await rapid7();
    const { _id: id } = vendor.addAlert({
      Details: { Title: 'A fake profile', Type: 'BrandSecurity', SubType: 'FakeProfile', Severity: 'High' },
    });
    vendor.set({
      users: [{ _id: '59490cd818a3b902664b4ed7', Email: 'MIRA@sandbox.example', Role: 'Analyst', IsDeleted: false }],
    });
    await here.operator.configure(yaml(here, vendor.url));
    await here.operator.start();
    await vi.waitFor(() => expect(messages(here).size).toBe(1), patience);
    const [message] = here.slack.messages('threat-intel');
    const ts = message?.ts ?? '';
    const menu = /"action_id":"([^"]+:menu)"/.exec(JSON.stringify(message?.blocks))?.[1] ?? '';

    await here.slack.press({ user: 'mira', channel: 'threat-intel', ts, find: menu, choose: 'Assign to me' });

    await vi.waitFor(
      () => expect(vendor.alerts()[0]).toMatchObject({ _id: id, Assignees: ['59490cd818a3b902664b4ed7'] }),
      patience,
    );
  });
});
