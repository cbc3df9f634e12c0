import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/domain/access.ts';
import type { Reply } from '../../src/pipeline/desk.ts';
import { office } from '../support/office.ts';
import type { Office } from '../support/office.ts';

const lead: Actor = { kind: 'slack', userId: 'U0LEAD', teamId: 'T1' };
const channel = '#threat-intel';

/** Two deliveries that Slack refused for good, and one that waits. */
async function withBuried(): Promise<Office & { readonly numbers: readonly number[] }> {
  const here = await office();
  const { store } = here.deps;
  const createdAt = '2026-08-04T09:00:00.000Z';
  const line = { at: createdAt, text: 'changed this' };
  await store.transact({ keys: [] }, () => ({
    enqueue: [
      { kind: 'incident', key: 'acme:18618001', channel, createdAt },
      { kind: 'thread', key: 'acme:18618001', channel, createdAt, line },
    ],
    result: undefined,
  }));
  const numbers: number[] = [];
  for (let entry = await store.nextEntry(channel); entry !== undefined; entry = await store.nextEntry(channel)) {
    const buried = { ...entry, state: 'buried', attempts: 1, lastError: 'cant_update_message' } as const;
    await store.transact({ keys: [] }, () => ({ entries: [buried], result: undefined }));
    numbers.push(entry.sequence);
  }
  await store.transact({ keys: [] }, () => ({
    enqueue: [{ kind: 'thread', key: 'acme:18618001', channel: '#other', createdAt, line }],
    result: undefined,
  }));
  return { ...here, numbers };
}

function shown(reply: Reply): string {
  return reply.kind === 'answer' ? JSON.stringify(reply.answer) : reply.kind;
}

describe('outbox', () => {
  it('says what waits where, and what is buried, why and since when', async () => {
    const { desk, numbers } = await withBuried();

    const text = shown(await desk.line('outbox', lead));

    expect(text).toContain('1 delivery waits, 2 buried');
    expect(text).toContain('["#other","1","3 h"]');
    expect(text).toContain(`["${numbers[0]}","incident","acme:18618001","${channel}","cant_update_message","3 h"]`);
    expect(text).toContain('outbox retry all');
  });

  it('is for who may', async () => {
    const { desk } = await withBuried();

    const text = shown(await desk.line('outbox', { kind: 'slack', userId: 'U1', teamId: 'T1' }));

    expect(text).toContain('You may not do that here.');
    expect(text).not.toContain('cant_update_message');
  });

  it('sends one of them, or all, again: as if never tried, in their old order', async () => {
    const { desk, deps, numbers } = await withBuried();
    const [first, second] = numbers;

    await desk.line(`outbox retry ${second}`, lead);
    const afterOne = await deps.store.nextEntry(channel);
    const all = await desk.line('outbox retry all', lead);

    expect(afterOne).toMatchObject({ sequence: second, state: 'waiting', attempts: 0 });
    expect(afterOne).not.toHaveProperty('lastError');
    expect(shown(all)).toContain('set to be sent again');
    expect(await deps.store.nextEntry(channel)).toMatchObject({ sequence: first });
    expect(await deps.store.buried()).toEqual([]);
  });

  it('lets go of one', async () => {
    const { desk, deps, numbers } = await withBuried();

    await desk.line(`outbox drop ${numbers[0]}`, lead);

    expect((await deps.store.buried()).map(({ sequence }) => sequence)).toEqual(numbers.slice(1));
    expect(await deps.store.audit({ limit: 1 })).toEqual([
      expect.objectContaining({ by: 'U0LEAD', action: 'outbox drop', args: { entries: [numbers[0]] } }),
    ]);
  });

  it.each([
    ['outbox retry 99999', 'Nothing of that is buried'],
    ['outbox drop all', 'Which one?'],
    ['outbox retry', 'Which one?'],
    ['outbox burn 1', 'There is no \\"outbox burn\\"'],
  ])('%s is answered in words and changes nothing', async (line, words) => {
    const { desk, deps } = await withBuried();

    expect(shown(await desk.line(line, lead))).toContain(words);
    expect(await deps.store.buried()).toHaveLength(2);
  });

  it('leaves alone what only waits', async () => {
    const { desk, deps } = await withBuried();
    const waiting = await deps.store.nextEntry('#other');

    await desk.line(`outbox drop ${waiting?.sequence}`, lead);

    expect(await deps.store.nextEntry('#other')).toEqual(waiting);
  });
});
