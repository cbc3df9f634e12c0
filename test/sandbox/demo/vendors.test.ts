import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { startDemoRapid7 } from '../../../src/sandbox/demo/rapid7.ts';
import { startDemoThreatmon } from '../../../src/sandbox/demo/threatmon.ts';
import type { DemoVendor } from '../../../src/sandbox/demo/vendor.ts';
import { fieldOf } from '../json.ts';

async function started(start: () => Promise<DemoVendor>): Promise<DemoVendor> {
  const vendor = await start();
  onTestFinished(() => vendor.close());
  return vendor;
}

/** The entry of `instances`, as the bot would read it. */
function instanceOf({ instance }: DemoVendor): unknown {
  const list: unknown = parse(instance);
  return Array.isArray(list) && list.length === 1 ? list[0] : undefined;
}

describe.each([
  ['threatmon', startDemoThreatmon],
  ['rapid7-threat-command', startDemoRapid7],
])('the demo’s %s', (name, start) => {
  it('is an instance of its vendor at the service that the panel shows', async () => {
    const vendor = await started(start);
    const url = String(fieldOf(instanceOf(vendor), 'url'));

    await fetch(`${url}/nothing`);

    expect(instanceOf(vendor)).toMatchObject({ vendor: name, name: expect.stringMatching(/^larkfield-[a-z\d]+$/) });
    expect(vendor.panel()).toMatchObject({ name, requests: [{ method: 'GET' }] });
    expect(vendor.panel().records.length).toBeGreaterThan(10);
  });

  it('tells its story until it is stopped', async () => {
    const vendor = await started(start);
    const stopping = new AbortController();
    const before = vendor.panel().records.length;
    const told = vendor.tell(60_000, stopping.signal);

    await expect.poll(() => vendor.panel().records.length).toBeGreaterThan(before + 5);
    stopping.abort();

    await expect(told).resolves.toBeUndefined();
  });
});

describe('the demo’s Rapid7', () => {
  it('lets its account in', async () => {
    const vendor = await started(startDemoRapid7);
    const instance = instanceOf(vendor);
    const account = `${String(fieldOf(instance, 'accountId'))}:${String(fieldOf(instance, 'apiKey'))}`;

    const answer = await fetch(`${String(fieldOf(instance, 'url'))}/public/v1/account/system-modules`, {
      headers: { Authorization: `Basic ${Buffer.from(account).toString('base64')}` },
    });

    expect(answer.status).toBe(200);
  });
});
