import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { severities } from '../../../src/domain/severity.ts';
import type { Summary } from '../../../src/domain/summary.ts';
import { validateMessage } from '../../../src/sandbox/slack/validate/message.ts';
import { validateView } from '../../../src/sandbox/slack/validate/surfaces.ts';
import { fitMessage } from '../../../src/slack/render/limits.ts';
import { renderSummary } from '../../../src/slack/render/summary.ts';
import { renderSummaryList } from '../../../src/slack/render/summary-list.ts';
import { summarySample } from '../samples.ts';
import { hostileAnswer, hostileIncident, hostileText } from './hostile.ts';

const summary: fc.Arbitrary<Summary> = fc
  .record({
    instance: hostileText,
    source: hostileText,
    single: fc.integer({ min: 0, max: 15 }),
    keys: fc.constantFrom(['a'], ['a', 'b'], Array.from({ length: 10_000 }, String)),
    severities: fc.dictionary(fc.constantFrom(...severities), fc.integer({ min: 1, max: 10_000 })),
    types: fc.dictionary(hostileText, fc.integer({ min: 1, max: 10_000 }), { maxKeys: 12 }),
  })
  .map((fields) => summarySample(fields));

function tokensOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(tokensOf);
  if (typeof part !== 'object' || part === null) return [];
  if ('type' in part && part.type === 'mrkdwn' && 'text' in part)
    return [...String(part.text).matchAll(/<[^>]*>/g)].map(String);
  return Object.values(part).flatMap(tokensOf);
}

describe('whatever a vendor sends', () => {
  it('becomes a summary that Slack takes, and that mentions and links nothing', () => {
    fc.assert(
      fc.property(summary, (given) => {
        const message = renderSummary(given);

        expect(validateMessage({ ...fitMessage(message) }, { update: true })).toEqual([]);
        expect(tokensOf(message.blocks)).toEqual([]);
        expect(message.text).not.toContain('<');
      }),
      { numRuns: 1500 },
    );
  });

  it('becomes a list that Slack takes, all of its lines and its way on in it, and that links to our messages only', () => {
    fc.assert(
      fc.property(summary, fc.array(hostileIncident, { maxLength: 15 }), (given, incidents) => {
        const view = renderSummaryList({
          page: { kind: 'summary', summary: given, page: 1, pages: 700, incidents },
          posting: incidents.slice(1).map(({ key }) => key),
          metadata: '{}',
          slackCommand: '/threat',
          linkOf: () => 'https://acme.slack.com/archives/C1/p1',
        });

        const ours = /^<(?:!date\^\d+\^[^>]*|https:\/\/acme\.slack\.com\/archives\/C1\/p1\|Open its message)>$/;
        expect(validateView(view)).toEqual([]);
        expect(tokensOf(view.blocks).filter((token) => !ours.test(token))).toEqual([]);
        expect(view.blocks.filter(({ type }) => type === 'section')).toHaveLength(Math.max(1, incidents.length));
        expect(view.blocks.at(-1)?.type).toBe('actions');
      }),
      { numRuns: 1000 },
    );
  });

  it('becomes a list that Slack takes also where it says why something was not done', () => {
    fc.assert(
      fc.property(hostileAnswer, hostileIncident, (notice, incident) => {
        const page = { kind: 'summary', summary: summarySample(), page: 0, pages: 1, incidents: [incident] } as const;
        const shown = { page, notice, posting: [], metadata: '{}' };
        const view = { ...shown, slackCommand: '/threat', linkOf: () => undefined };

        expect(validateView(renderSummaryList(view))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
