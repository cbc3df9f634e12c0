import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FloodMark, NewOutboxEntry } from '../../src/domain/outbox.ts';
import { severities } from '../../src/domain/severity.ts';
import { markFlood, splitFlood } from '../../src/pipeline/flood.ts';
import { incident } from '../support/drafts.ts';

const poll = { poll: 'p1', burst: 15 };
const at = '2026-08-04T12:00:00.000Z';
const place = { channel: '#soc', createdAt: at };

function marksOf(over: Parameters<typeof incident>[0], effect: Partial<NewOutboxEntry> = {}) {
  const one = incident(over);
  const given = { kind: 'incident', key: one.key, ...place, ...effect } as NewOutboxEntry;
  return markFlood([given], new Map([[one.key, one]]), poll);
}

describe('the effects of a poll', () => {
  it('are marked with the poll where they would post an incident for the first time', () => {
    const [marked] = marksOf({ severity: 'critical', type: 'Leak', occurredAt: '2026-08-01T00:00:00.000Z' });

    expect(marked).toMatchObject({
      flood: { ...poll, instance: 'acme', severity: 'critical', type: 'Leak', occurredAt: '2026-08-01T00:00:00.000Z' },
    });
  });

  it.each([
    ['an incident that has its message', { message: { channelId: 'C1', messageTs: '1.0' } }],
    ['an incident that is posted anew', { previous: { channelId: 'C1', messageTs: '1.0' } }],
  ])('are not marked where they show %s', (_, over) => {
    expect(marksOf(over)[0]).not.toHaveProperty('flood');
  });

  it('are not marked where they show no incident', () => {
    const effects: NewOutboxEntry[] = [{ kind: 'command', key: 'acme:1', commandLine: 'x', ...place }];

    expect(markFlood(effects, new Map(), poll)).toEqual(effects);
  });
});

const marked = fc.record({
  severity: fc.constantFrom(...severities),
  occurredAt: fc.constantFrom('2026-08-01T00:00:00.000Z', '2026-08-02T00:00:00.000Z', '2026-08-03T00:00:00.000Z'),
});

function waitingOf(marks: readonly Pick<FloodMark, 'severity' | 'occurredAt'>[]) {
  return marks.map((mark, index) => ({
    sequence: index + 1,
    flood: { ...poll, instance: 'acme', type: 'Phishing', ...mark },
  }));
}

const rank = ({ flood }: { readonly flood: FloodMark }): string =>
  `${severities.indexOf(flood.severity)} ${flood.occurredAt}`;

describe('what waits of a poll', () => {
  it('goes singly as far as there is room, and nothing that goes together is worse or newer than what goes singly', () => {
    fc.assert(
      fc.property(fc.array(marked, { maxLength: 40 }), fc.integer({ min: -3, max: 20 }), (marks, left) => {
        const waiting = waitingOf(marks);

        const { singly, together } = splitFlood(waiting, left);

        expect(singly).toHaveLength(Math.min(waiting.length, Math.max(0, left)));
        expect([...singly, ...together].toSorted((a, b) => a.sequence - b.sequence)).toEqual(waiting);
        const least = singly.map(rank).toSorted()[0] ?? '9';
        expect(together.filter((one) => rank(one) > least)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is taken in its order where all are alike', () => {
    const alike = waitingOf(Array.from({ length: 4 }, () => ({ severity: 'high', occurredAt: at }) as const));

    expect(splitFlood(alike, 2).singly.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
