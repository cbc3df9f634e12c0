import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { startDemoGroupIb } from '../../../src/sandbox/group-ib/demo-vendor.ts';
import { groupIbSettings } from '../../../src/vendors/group-ib/settings.ts';
import { fieldOf } from './ask.ts';

async function startedDemo(vendorRate: number) {
  const stopping = new AbortController();
  const vendor = await startDemoGroupIb({ vendorRate, signal: stopping.signal });
  onTestFinished(async () => {
    stopping.abort();
    await vendor.close();
  });
  return vendor;
}

describe('the vendor in the demo', () => {
  it('comes with an instance that the bot accepts and that can sign in', async () => {
    const vendor = await startedDemo(0);

    const [instance]: unknown[] = parse(vendor.instance);
    const settings = groupIbSettings.parse({ ...Object(instance), channel: '#threat-intel' });
    const credentials = `${settings.username}:${settings.apiKey.reveal()}`;
    const response = await fetch(`${settings.url}user/granted_collections`, {
      headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    });

    expect(fieldOf(instance, 'name')).toBe('larkfield-group-ib');
    expect(settings.fetch.collections).toHaveLength(23);
    expect(settings.indicators?.collections).toHaveLength(1);
    expect(response.status).toBe(200);
  });

  it('goes on by itself at the pace that was asked for, and not at all at none', async () => {
    const quiet = await startedDemo(0);
    const before = quiet.panel().records;
    const busy = await startedDemo(6_000);
    const first = busy.panel().records;

    await expect.poll(() => busy.panel().records).not.toEqual(first);

    expect(first.length).toBeGreaterThan(50);
    expect(quiet.panel().records).toEqual(before);
  });
});
