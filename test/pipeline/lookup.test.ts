import { describe, expect, it } from 'vitest';
import { plainLine } from '../../src/domain/answer.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { VendorError } from '../../src/domain/errors.ts';
import type { Indicator } from '../../src/domain/indicator.ts';
import { liveLookup } from '../../src/pipeline/desk/live-lookup.ts';
import { withSeenBefore } from '../../src/pipeline/seen-before.ts';
import { systemClock } from '../../src/ops/clock.ts';
import type { Finding, Instance } from '../../src/ports/vendor.ts';
import { incident } from '../support/drafts.ts';
import { instance, openTestStore, setClock } from '../support/pipeline.ts';

const indicator: Indicator = { kind: 'domain', value: 'login-acme.example' };
const finding: Finding = { indicator, verdict: 'malicious', summary: 'score 90', details: ['seen in a feed'] };

function asked(name: string, lookup: NonNullable<Instance['vendor']['lookup']>): Instance {
  return { ...instance([], { lookup }), name };
}

async function told(instances: readonly Instance[], clock = setClock()): Promise<readonly Answer[]> {
  const signal = new AbortController().signal;
  const answers: Answer[] = [];
  for await (const one of liveLookup([indicator], instances, { signal, clock })) answers.push(one);
  return answers;
}

function textOf({ title, sections }: Answer): string {
  const lines = sections.flatMap((section) =>
    'lines' in section ? section.lines : 'items' in section ? section.items : [],
  );
  return [title, ...lines.map(plainLine)].join('\n');
}

describe('a live lookup', () => {
  it('tells what each vendor says, with its reliability, and who failed and why', async () => {
    const answers = await told([
      asked('one', async function* one() {
        yield finding;
      }),
      asked('two', async function* two() {
        yield* [];
        throw new VendorError('two refused the credentials (401).', { kind: 'unauthorized' });
      }),
    ]);

    const text = answers.map(textOf).join('\n');
    expect(text).toContain('🔴 one (reliability B): malicious. score 90\nseen in a feed');
    expect(text).toContain('two could not be asked: two refused the credentials (401).');
  });

  it('tells what came already while a slow vendor is still at it, in three answers at most', async () => {
    const gate = Promise.withResolvers<void>();
    const answers: Answer[] = [];
    const slow = asked('slow', async function* slowly() {
      await gate.promise;
      yield finding;
    });
    const quick = asked('quick', async function* quickly() {
      yield finding;
    });

    const signal = new AbortController().signal;
    for await (const one of liveLookup([indicator], [slow, quick], { signal, clock: systemClock() })) {
      answers.push(one);
      gate.resolve();
    }

    expect(answers).toHaveLength(2);
    expect(textOf(answers[0]!)).toContain('quick');
    expect(textOf(answers[1]!)).toContain('slow');
  });

  const other: Indicator = { kind: 'ip', value: '192.0.2.45' };
  const third: Indicator = { kind: 'ip', value: '192.0.2.46' };
  const suspicious = { ...finding, indicator: other, verdict: 'suspicious' } as const;
  const unknown = { ...finding, indicator: third, verdict: 'unknown' } as const;

  it.each([
    [[[finding]], 'Malicious, says vendor 1', 'warning'],
    [[[finding], [finding]], 'Malicious, say 2 of 2 vendors', 'warning'],
    [[[{ ...finding, verdict: 'benign' }], [finding]], 'Malicious, says 1 of 2 vendors', 'warning'],
    [[[{ ...finding, verdict: 'unknown' }]], 'Unknown, says vendor 1', 'info'],
    [[[finding], [suspicious], [unknown]], '1 malicious, 1 suspicious of 3 indicators', 'warning'],
    [[[{ ...finding, verdict: 'benign' }], [unknown]], 'None of 2 indicators is malicious', 'info'],
  ] as const)('begins with the verdict (%#)', async (findings, title, tone) => {
    const vendors = findings.map((each, index) =>
      asked(`vendor ${index + 1}`, async function* those() {
        yield* each;
      }),
    );

    const [first] = await told(vendors);

    expect(first).toMatchObject({ title, tone });
  });

  it('keeps what a vendor knows in a list below that vendor’s own verdict', async () => {
    const [first] = await told([
      asked('one', async function* one() {
        yield finding;
      }),
      asked('two', async function* two() {
        yield { ...finding, details: ['Status: Active'] };
      }),
    ]);

    expect(first?.sections).toMatchObject([
      { kind: 'text', lines: [[{ indicator }, ' (domain)']] },
      { kind: 'text', lines: [['🔴 ', { bold: 'one' }, ' (reliability B): ', { bold: 'malicious' }, '. score 90']] },
      { kind: 'list', items: ['seen in a feed'] },
      { kind: 'text', lines: [['🔴 ', { bold: 'two' }, ' (reliability B): ', { bold: 'malicious' }, '. score 90']] },
      { kind: 'list', items: ['Status: Active'] },
    ]);
  });

  it('ends without an answer where nobody knows anything', async () => {
    expect(await told([asked('one', async function* none() {})])).toEqual([]);
  });
});

describe('what was seen before', () => {
  it('names other incidents and feeds that hold an indicator, but never a restricted incident', async () => {
    const clock = setClock();
    const store = await openTestStore(clock);
    const own = incident({ externalId: '1', indicators: [indicator] });
    const record = { ...indicator, instance: 'acme', feed: 'indicators', sources: [], tags: [], details: [] };
    const others = [
      incident({ externalId: '2', indicators: [indicator] }),
      incident({ externalId: '3', indicators: [indicator], tlp: 'RED' }),
    ];
    await store.transact({ keys: [] }, () => ({
      incidents: [own, ...others],
      indicators: [record],
      result: undefined,
    }));

    const card = await withSeenBefore({ source: 'ThreatMon', facts: [], tables: [], actions: [] }, own, store);

    expect(card.facts).toEqual([{ label: 'Seen before', value: 'login-acme[.]example (acme:2, acme indicators)' }]);
  });
});
