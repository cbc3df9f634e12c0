/**
 * A simulated vendor in a process of its own, so that its work is not counted as the bot's. Run by `startSimulator` as
 * `simulator-process.ts rapid7|group-ib`; says its URL, then answers each message.
 */
import { startGroupIb } from '../src/sandbox/group-ib/server.ts';
import { createStory as createGroupIbStory } from '../src/sandbox/group-ib/story.ts';
import { startRapid7 } from '../src/sandbox/rapid7/server.ts';
import { createStory as createRapid7Story } from '../src/sandbox/rapid7/story.ts';
import type { LoggedRequest } from '../src/sandbox/simulator/request-log.ts';
import { latencyMs } from './simulator.ts';
import type { SimulatorMessage } from './simulator.ts';

interface Simulated {
  readonly url: string;
  readonly requests: () => readonly LoggedRequest[];
  /** Adds one record, as of `at`. */
  readonly add: (at: Date) => void;
}

const minuteMs = 60_000;
const faults = [{ when: { times: Number.POSITIVE_INFINITY }, fault: { kind: 'delay', delayMs: latencyMs } }] as const;
const story = { seed: 1, start: new Date() };

async function simulateRapid7(): Promise<Simulated> {
  const { next } = createRapid7Story(story);
  const { url, requests, addAlert } = await startRapid7({ faults });
  return {
    url,
    requests,
    add(at) {
      // Where nothing is present, only new alerts can happen.
      const event = next({ present: [], at });
      if (event.kind === 'new') addAlert(event.alert);
    },
  };
}

async function simulateGroupIb(): Promise<Simulated> {
  const { next } = createGroupIbStory(story);
  const { url, requests, addItem } = await startGroupIb({ faults });
  return {
    url,
    requests,
    add(at) {
      let event = next({ held: () => [], at });
      // Indicators become no incidents.
      while (event.kind !== 'new' || event.collection === 'ioc/common') event = next({ held: () => [], at });
      // An actor or an address that the story tells of again is another one here.
      const { id: _again, ...item } = event.item;
      addItem(event.collection, item, { ...event.placing, hunted: true });
    },
  };
}

const simulated = await (process.argv[2] === 'rapid7' ? simulateRapid7() : simulateGroupIb());
process.on('message', (message: SimulatorMessage) => {
  if (message === 'requests') {
    process.send?.(simulated.requests());
    return;
  }
  const { add, withinMinutes } = message;
  const now = Date.now();
  for (let left = add; left > 0; left -= 1) {
    simulated.add(new Date(now - (left * withinMinutes * minuteMs) / add));
  }
  process.send?.(add);
});
process.once('disconnect', () => process.exit());
process.send?.(simulated.url);
