import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/domain/answer.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import type { Summary } from '../../../src/domain/summary.ts';
import { renderSummary } from '../../../src/slack/render/summary.ts';
import { renderSummaryList, type SummaryListView } from '../../../src/slack/render/summary-list.ts';
import { incidentSample, summarySample } from '../samples.ts';

/** All text that a reader sees, in order. */
function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  const own = 'text' in part && typeof part.text === 'string' ? [part.text] : [];
  return [...own, ...Object.values(part).flatMap(textsOf)];
}

describe('the message of a summary', () => {
  it('says how many, from where, how bad and of which types, and leads to all of them', () => {
    expect(renderSummary(summarySample())).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "🔴 25 more incidents from ThreatMon (acme)",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "fields": [
              {
                "text": "*By severity*
      🔴 Critical: 3
      🟠 High: 20
      🔵 Low: 2",
                "type": "mrkdwn",
                "verbatim": true,
              },
              {
                "text": "*By type*
      Stolen Credential: 21
      Open Port: 4",
                "type": "mrkdwn",
                "verbatim": true,
              },
            ],
            "type": "section",
          },
          {
            "elements": [
              {
                "text": "The worst of the same poll have messages of their own. One of these gets a message of its own when it changes, or when somebody posts it from the list.",
                "type": "mrkdwn",
                "verbatim": true,
              },
            ],
            "type": "context",
          },
          {
            "elements": [
              {
                "action_id": "picket_summary",
                "text": {
                  "emoji": false,
                  "text": "Show all",
                  "type": "plain_text",
                },
                "type": "button",
                "value": "poll-1:#threat-intel",
              },
            ],
            "type": "actions",
          },
        ],
        "text": "🔴 25 more incidents from ThreatMon (acme): 3 critical, 20 high, 2 low",
      }
    `);
  });

  it.each<[string, Partial<Summary>, string]>([
    ['where nothing of the poll was posted before', { single: 0 }, '🔴 25 incidents from ThreatMon (acme)'],
    ['of one', { keys: ['acme:1'] }, '🔴 1 more incident from ThreatMon (acme)'],
    ['of unrated ones', { severities: { unknown: 25 } }, '⚪ 25 more incidents from ThreatMon (acme)'],
  ])('counts right in its heading %s', (_, over, heading) => {
    expect(textsOf(renderSummary(summarySample(over)).blocks)[0]).toBe(heading);
  });

  it('names the most frequent types only and counts the rest', () => {
    const types = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`type ${index}`, index + 1]));
    const keys = Array.from({ length: 50 }, (_, index) => `acme:${index}`);

    const text = textsOf(renderSummary(summarySample({ types, keys })).blocks).join('\n');

    expect(text).toContain('type 8: 9\ntype 7: 8\ntype 6: 7\ntype 5: 6\ntype 4: 5\ntype 3: 4\nOther types: 11');
  });
});

describe('the list of a summary', () => {
  const listed = (incidents: readonly Incident[], over: Partial<SummaryListView> = {}) =>
    renderSummaryList({
      page: { kind: 'summary', summary: summarySample(), page: 0, pages: 1, incidents },
      posting: [],
      metadata: '{}',
      slackCommand: '/threat',
      linkOf: ({ messageTs }) => `https://acme.slack.com/archives/C1/p${messageTs}`,
      ...over,
    });

  it('has a line for each incident, with a button that posts it', () => {
    const view = listed([incidentSample()]);

    expect(view.title.text).toBe('25 more incidents');
    expect(view.blocks[1]).toMatchObject({
      text: {
        text: expect.stringMatching(
          /^🟠 \*Stolen credentials of acme\[\.\]example\*\nHigh {2}· {2}Open {2}· {2}<!date\^.*>\nStolen Credential {2}· {2}acme\[\.\]example$/,
        ) as string,
      },
      accessory: { type: 'button', text: { text: 'Post' }, value: 'acme-threatmon:1042' },
    });
  });

  it('leads to the message of one that has it', () => {
    const [, line] = listed([incidentSample({ message: { channelId: 'C1', messageTs: '17' } })]).blocks;

    expect(textsOf(line).join()).toContain('<https://acme.slack.com/archives/C1/p17|Open its message>');
    expect(line).not.toHaveProperty('accessory');
  });

  it('says that one is on its way, and why one is not', () => {
    const { key } = incidentSample();
    const notice = answer('warning', 'You may not do that here.', { kind: 'text', lines: ['Ask someone.'] });

    const asked = listed([incidentSample()], { posting: [key] });
    const refused = listed([incidentSample()], { notice });

    expect(textsOf(asked.blocks).join('\n')).toContain('is being posted');
    expect(asked.blocks[1]).not.toHaveProperty('accessory');
    expect(textsOf(refused.blocks).join('\n')).toMatch(/You may not do that here\.\*\nAsk someone\./);
  });

  it('shows nothing of a restricted one, and no secret of any', () => {
    const secret = incidentSample({ title: 'Leaked password: Summer2026! at https://evil.example/x' });
    const held = incidentSample({ tlp: 'RED', title: 'Board memo', type: 'Insider' });

    const text = textsOf(listed([secret, held]).blocks).join('\n');

    expect(text).not.toMatch(/Summer2026|https:\/\/evil|Board memo|Insider/);
    expect(text).toContain('TLP:RED, held');
    expect(text).toContain('hxxps://evil[.]example/x');
  });

  it.each([
    [0, 1, []],
    [0, 3, ['Next →']],
    [1, 3, ['← Previous', 'Next →']],
    [2, 3, ['← Previous']],
  ])('on page %i of %i turns where there is more', (page, pages, labels) => {
    const { blocks } = listed([], { page: { kind: 'summary', summary: summarySample(), page, pages, incidents: [] } });
    const pager = blocks.filter(({ type }) => type === 'actions');

    expect(textsOf(pager)).toEqual(labels);
  });

  it('says so where none of a page is kept any more', () => {
    expect(textsOf(listed([]).blocks).join('\n')).toContain('None of these is kept any more.');
  });
});
