import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import type { Indicator } from '../../src/domain/indicator.ts';
import { lookupText } from '../../src/pipeline/desk/lookup.ts';
import { withSeenBefore } from '../../src/pipeline/seen-before.ts';
import { wordsOf } from '../support/asking.ts';
import { incident } from '../support/drafts.ts';
import { office } from '../support/office.ts';
import { openTestStore, setClock } from '../support/pipeline.ts';

const indicator: Indicator = { kind: 'domain', value: 'common.example' };
const actor = { kind: 'slack', userId: 'U1', teamId: 'T1' } as const;

function holders(count: number, over: Partial<Incident> = {}): readonly Incident[] {
  return Array.from({ length: count }, (_, index) =>
    incident({
      externalId: String(index + 1),
      occurredAt: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
      indicators: [indicator],
      ...over,
    }),
  );
}

describe('seen before', () => {
  it.each<[string, readonly Incident[], string | undefined]>([
    ['nobody', [], undefined],
    ['one', holders(1), 'acme:1'],
    ['two', holders(2), 'acme:2 and 1 more'],
    ['100', holders(100), 'acme:100 and 99 more'],
    ['101', holders(101), 'acme:101 and 100+ more'],
    ['some for named people only', [...holders(9, { tlp: 'red' }), ...holders(2)], 'acme:2 and 1 more'],
  ])(
    'names the newest of the others that hold an indicator and counts on to a hundred: %s',
    async (_, others, said) => {
      const store = await openTestStore(setClock());
      const own = incident({ externalId: 'own', indicators: [indicator] });
      await store.transact({ keys: [] }, () => ({ incidents: [own, ...others], result: undefined }));

      const { facts } = await withSeenBefore({ source: 'ThreatMon', facts: [], tables: [], actions: [] }, own, store);

      expect(facts.map(({ value }) => value)).toEqual(said === undefined ? [] : [`common[.]example (${said})`]);
    },
  );
});

describe('a lookup', () => {
  it.each<[number, string | undefined]>([
    [5, undefined],
    [6, 'and 1 more incident'],
    [104, 'and 99 more incidents'],
    [300, 'and 100+ more incidents'],
  ])('shows the five newest of %i incidents, and how many more there are', async (count, more) => {
    const { deps } = await office();
    await deps.store.transact({ keys: [] }, () => ({ incidents: holders(count), result: undefined }));

    const reply = await lookupText('common[.]example', { actor }, deps);

    const [shown] = reply.kind === 'answer' ? reply.answer.sections.filter(({ kind }) => kind === 'list') : [];
    const items = shown?.kind === 'list' ? shown.items : [];
    expect(wordsOf(reply)).toContain('Known indicator');
    expect(items.slice(0, 5)).toMatchObject(
      [0, 1, 2, 3, 4].map((back) => ['Incident ', { code: `acme:${count - back}` }, {}, {}]),
    );
    expect(items.slice(5)).toEqual(more === undefined ? [] : [more]);
  });

  it('leaves out incidents of an instance that was not asked', async () => {
    const { deps } = await office();
    const elsewhere = incident({ instance: 'gone', indicators: [indicator] });
    await deps.store.transact({ keys: [] }, () => ({ incidents: [elsewhere], result: undefined }));

    const reply = await lookupText('common[.]example', { actor }, deps);

    expect(wordsOf(reply)).toContain('Nothing is known of this indicator here');
  });
});
