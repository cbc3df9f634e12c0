import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../src/sandbox/slack/validate/message.ts';
import { validateView } from '../../../src/sandbox/slack/validate/surfaces.ts';
import { renderAnswer, withPaging } from '../../../src/slack/render/answer.ts';
import { type Block, header, type Message, section } from '../../../src/slack/render/block-kit.ts';
import { renderForm } from '../../../src/slack/render/forms.ts';
import { renderHome } from '../../../src/slack/render/home.ts';
import { renderIncident } from '../../../src/slack/render/incident.ts';
import { fitMessage, textLength } from '../../../src/slack/render/limits.ts';
import { reduced } from '../../../src/slack/render/reduced.ts';
import { renderNotice, renderThreadLine } from '../../../src/slack/render/thread.ts';
import { cardSample, incidentSample } from '../samples.ts';
import { hostileAnswer, hostileCard, hostileForm, hostileIncident, hostileText } from './hostile.ts';

function faultsOf(message: Message) {
  return validateMessage({ ...fitMessage(message) }, { update: true });
}

/** Tokens of `mrkdwn` that Slack would act on. */
function tokensOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(tokensOf);
  if (typeof part !== 'object' || part === null) return [];
  if ('type' in part && part.type === 'mrkdwn' && 'text' in part)
    return [...String(part.text).matchAll(/<[^>]*>/g)].map(String);
  return Object.values(part).flatMap(tokensOf);
}

const allowed = /^<(?:@U012AB3CD|!date\^\d+\^[^>]*|https?:\/\/[^<>|\s]+\|[^<>|]+)>$/;

describe('whatever a vendor sends', () => {
  it('becomes an incident message that Slack takes, and that mentions and links nothing of the vendor', () => {
    fc.assert(
      fc.property(hostileIncident, hostileCard, (incident, card) => {
        const message = renderIncident({ incident, card });

        expect(faultsOf(message)).toEqual([]);
        expect(tokensOf(fitMessage(message).blocks).filter((token) => !allowed.test(token))).toEqual([]);
        expect(message.text).not.toMatch(/<(?!!date)/);
      }),
      { numRuns: 3000 },
    );
  });

  it('becomes pages of an answer that Slack takes', () => {
    fc.assert(
      fc.property(hostileAnswer, (answer) => {
        const pages = renderAnswer(answer);

        expect(pages.length).toBeGreaterThan(0);
        for (const [index, page] of pages.entries()) {
          const paged = withPaging(page, { id: 'abc', index, total: pages.length });
          expect(faultsOf(paged)).toEqual([]);
        }
      }),
      { numRuns: 2500 },
    );
  });

  it('becomes a form that Slack takes', () => {
    fc.assert(
      fc.property(hostileForm, (form) => {
        expect(validateView(renderForm(form, '{}'))).toEqual([]);
      }),
      { numRuns: 2500 },
    );
  });

  it('becomes thread lines and notices that Slack takes, whole and reduced', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (one, other) => {
        const line = renderThreadLine({
          at: '2026-09-03T10:22:00.000Z',
          by: 'U012AB3CD',
          text: one,
          about: other,
          changes: [{ label: other, from: one, to: other }],
        });
        const notice = renderNotice({ tone: 'warning', title: one, text: other });

        for (const message of [line, notice]) {
          expect(faultsOf(message)).toEqual([]);
          expect(faultsOf(reduced(fitMessage(message)))).toEqual([]);
        }
      }),
      { numRuns: 2500 },
    );
  });

  it('becomes a home tab that Slack takes', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 30 }), hostileText, (names, message) => {
        const at = '2026-09-03T10:22:00.000Z';
        const instances = names.map((name) => ({
          name,
          title: message,
          paused: false,
          enabled: true,
          feeds: [
            {
              instance: name,
              feed: message,
              lastSuccessAt: at,
              lastFailure: { at, kind: 'unreachable', message },
              failuresInARow: 2,
              rejected: 1,
            },
          ],
        }));

        expect(validateView(renderHome({ instances, counts: [], slackCommand: '/threat' }))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('fitMessage', () => {
  it('gives a message that fits back as it was', () => {
    const message = renderIncident({ incident: incidentSample(), card: cardSample() });

    expect(fitMessage(message)).toEqual(message);
  });

  it('keeps the buttons where there are too many blocks', () => {
    const { blocks } = renderIncident({ incident: incidentSample(), card: cardSample() });
    const many: Block[] = Array.from({ length: 80 }, (_, index) => section(`line ${index}`));

    const fitted = fitMessage({ text: 'x', blocks: [...many, ...blocks] });

    expect(fitted.blocks).toHaveLength(50);
    expect(fitted.blocks.at(-1)?.type).toBe('actions');
  });

  it('keeps all text of all blocks below 12,000 characters', () => {
    const blocks = Array.from({ length: 10 }, () => section('x'.repeat(2900)));

    const fitted = fitMessage({ text: 'x', blocks });

    expect(textLength(fitted.blocks)).toBeLessThanOrEqual(12_000);
    expect(fitted.blocks).toHaveLength(4);
  });

  it('counts code points as Slack does: an emoji is one', () => {
    const title = '😀'.repeat(150);

    expect(fitMessage({ text: 'x', blocks: [header(title)] }).blocks).toEqual([header(title)]);
  });

  it('cuts mrkdwn without leaving half a token or entity behind', () => {
    const link = '<https://vendor.example/alarm|Open>';

    const [cutInToken] = fitMessage({ text: 'x', blocks: [section(`${'x'.repeat(2980)}${link}`)] }).blocks;
    const [cutInEntity] = fitMessage({ text: 'x', blocks: [section(`${'x'.repeat(2997)}&amp;&amp;`)] }).blocks;

    expect(cutInToken).toEqual(section(`${'x'.repeat(2980)}…`));
    expect(cutInEntity).toEqual(section(`${'x'.repeat(2997)}…`));
  });

  it('leaves at most 4,000 characters of text, so that what was posted can be updated', () => {
    expect(fitMessage({ text: 'x'.repeat(9000), blocks: [] }).text).toHaveLength(4000);
  });

  it('keeps one of two blocks with the same id, so that Slack takes both', () => {
    const twice = { ...section('a'), block_id: 'same' };

    const { blocks } = fitMessage({ text: 'x', blocks: [twice, twice] });

    expect(blocks.map(({ block_id: id }) => id)).toEqual(['same', undefined]);
  });
});
