import { expect, it, onTestFinished, vi } from 'vitest';
import { createDeliveries } from '../../src/engine/deliveries.ts';
import type { DeliveriesDeps } from '../../src/engine/deliveries.ts';
import { at, desk } from '../support/delivery.ts';

/** Deliveries of a notice in each channel, and what they ask of the store. */
async function delivering(channels: readonly string[], take?: DeliveriesDeps['take']) {
  const notice = { tone: 'info', title: 'A', text: '' } as const;
  const entries = channels.map((channel) => ({ kind: 'notice', channel, createdAt: at, notice }) as const);
  const { deps, said } = await desk(entries);
  const asked = { looks: 0, depths: [] as number[] };
  const over = new AbortController();
  const deliveries = createDeliveries({
    ...deps,
    store: {
      ...deps.store,
      channelsWaiting: async () => {
        asked.looks += 1;
        return deps.store.channelsWaiting();
      },
    },
    metrics: { ...deps.metrics, outboxDepth: (depth) => void asked.depths.push(depth) },
    signal: over.signal,
    ...(take !== undefined && { take }),
  });
  onTestFinished(async () => {
    over.abort();
    await deliveries.idle();
  });
  return { deliveries, asked, said };
}

it('look after channels that others have together, however many there are', async () => {
  const channels = Array.from({ length: 40 }, (_, index) => `#${index}`);
  const asks = new Map<string, number>();
  const { deliveries, asked } = await delivering(channels, async (channel) => {
    asks.set(channel, (asks.get(channel) ?? 0) + 1);
    // So that each one's rest ends at an instant of its own.
    await new Promise((resolve) => void setTimeout(resolve, channels.indexOf(channel) * 25));
    return undefined;
  });
  const startedAt = performance.now();

  deliveries.wake();
  await vi.waitFor(() => expect(Math.min(...channels.map((channel) => asks.get(channel) ?? 0))).toBe(3), {
    timeout: 15_000,
    interval: 20,
  });

  const tookMs = performance.now() - startedAt;
  expect(asked.looks).toBeLessThanOrEqual(tookMs / 250 + 2);
  expect(asked.depths.length).toBeLessThanOrEqual(tookMs / 2000 + 1);
});

it('tell that nothing waits any more, unasked', async () => {
  const { deliveries, asked, said } = await delivering(['#one', '#two']);

  deliveries.wake();
  await expect.poll(() => said).toHaveLength(2);

  await expect.poll(() => asked.depths.at(-1)).toBe(0);
});
