import { describe, expect, it } from 'vitest';
import { drainChannel } from '../../src/pipeline/deliver.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import { desk, fault, line, shown } from '../support/delivery.ts';

describe('a post without an answer', () => {
  const message = { channelId: 'C1', messageTs: '7.7' };

  it('is looked up, not repeated, and its message is kept where Slack has it', async () => {
    const { deps, said, faults, found, clock } = await desk([shown]);
    faults.push(fault('unknown'));
    found.incidents = [{ key: shown.key, message, revision: 1 }];

    await drainChannel('#threat-intel', deps);
    clock.set('2026-08-04T12:00:05.000Z');
    await drainChannel('#threat-intel', deps);

    expect(said).toEqual([]);
    expect(await deps.store.incident('acme:18618001')).toMatchObject({ message });
    expect(await deps.store.outboxDepth()).toBe(0);
  });

  it('is edited where Slack has an older state of it', async () => {
    const { deps, said, faults, found, clock } = await desk([shown], { revision: 3 });
    faults.push(fault('unknown'));
    found.incidents = [{ key: shown.key, message, revision: 2 }];

    await drainChannel('#threat-intel', deps);
    clock.set('2026-08-04T12:00:05.000Z');
    await drainChannel('#threat-intel', deps);

    expect(said).toEqual(['update 7.7 3']);
  });

  it('goes out again only after it was looked for twice, some seconds apart', async () => {
    const { deps, said, faults, clock } = await desk([shown]);
    faults.push(fault('unknown'));

    await drainChannel('#threat-intel', deps);
    clock.set('2026-08-04T12:00:03.000Z');
    const again = await drainChannel('#threat-intel', deps);
    const tooEarly = [...said];
    clock.set(again ?? '');
    await drainChannel('#threat-intel', deps);

    expect(tooEarly).toEqual([]);
    expect(said).toEqual(['post #threat-intel 1']);
  });

  it('is looked up after a crash between the call and its answer', async () => {
    const { deps, said, found } = await desk([line], { message });
    const dying: Notifier = {
      ...deps.notifier,
      async postThread(_incident, _line, begin) {
        await begin();
        throw new Error('SIGKILL');
      },
    };
    await expect(drainChannel('#threat-intel', { ...deps, notifier: dying })).rejects.toThrow('SIGKILL');
    found.post = { channelId: 'C1', messageTs: '7.8' };

    await drainChannel('#threat-intel', deps);

    expect(said).toEqual([]);
    expect(await deps.store.outboxDepth()).toBe(0);
  });

  it('is not repeated while Slack lets nobody look', async () => {
    const { deps, said, faults, found, clock } = await desk([shown]);
    faults.push(fault('unknown'));
    let limited = true;
    const busy: Notifier = {
      ...deps.notifier,
      async *incidentMessages() {
        if (limited) throw fault('wait', 10_000);
        yield* found.incidents;
      },
    };

    await drainChannel('#threat-intel', { ...deps, notifier: busy });
    clock.set('2026-08-04T12:00:05.000Z');
    const until = await drainChannel('#threat-intel', { ...deps, notifier: busy });
    limited = false;
    found.incidents = [{ key: shown.key, message, revision: 1 }];
    clock.set(until ?? '');
    await drainChannel('#threat-intel', { ...deps, notifier: busy });

    expect(until).toBe('2026-08-04T12:00:15.000Z');
    expect(said).toEqual([]);
    expect(await deps.store.outboxDepth()).toBe(0);
  });

  it('is repeated where the history cannot be read: a duplicate is better than a loss', async () => {
    const { deps, said, faults, clock } = await desk([shown]);
    faults.push(fault('unknown'));
    const blind: Notifier = {
      ...deps.notifier,
      // oxlint-disable-next-line require-yield -- it fails before it has anything to give
      async *incidentMessages() {
        throw fault('installation');
      },
    };

    await drainChannel('#threat-intel', { ...deps, notifier: blind });
    clock.set('2026-08-04T12:00:05.000Z');
    await drainChannel('#threat-intel', { ...deps, notifier: blind });

    expect(said).toEqual(['post #threat-intel 1']);
  });
});
