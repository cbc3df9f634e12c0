import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { startDemoGroupIb } from '../../../src/sandbox/demo/group-ib.ts';
import { groupIbSettings } from '../../../src/vendors/group-ib/settings.ts';
import { fieldOf } from '../json.ts';

async function startedDemo() {
  const vendor = await startDemoGroupIb();
  onTestFinished(() => vendor.close());
  return vendor;
}

describe('Group-IB in the demo', () => {
  it('comes with an instance that the bot accepts and that can sign in', async () => {
    const vendor = await startedDemo();

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

  it('begins with a day of history and goes on when it is told to', async () => {
    const vendor = await startedDemo();
    const first = vendor.panel().records;
    const stopping = new AbortController();
    const told = vendor.tell(6_000, stopping.signal);

    await expect.poll(() => vendor.panel().records).not.toEqual(first);
    stopping.abort();
    await told;

    expect(first.length).toBeGreaterThan(50);
  });
});
