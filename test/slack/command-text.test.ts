import { describe, expect, it } from 'vitest';
import { commandText } from '../../src/slack/command-text.ts';
import { messageText } from '../../src/slack/message-text.ts';

describe('commandText', () => {
  it.each([
    ['smart quotes', 'status 12 “In Progress” ‘now’', `status 12 "In Progress" 'now'`],
    ['a domain that became a link', 'lookup <http://evil.example|evil.example>', 'lookup evil.example'],
    ['a URL', 'lookup <https://evil.example/a?b=1&amp;c=2>', 'lookup https://evil.example/a?b=1&c=2'],
    ['a link whose label hides its target', '<https://evil.example|https://bank.example>', 'https://evil.example'],
    ['an e-mail address', 'lookup <mailto:a@evil.example|a@evil.example>', 'lookup a@evil.example'],
    ['a person', 'assign 12 <@U012AB3CD|ada>', 'assign 12 <@U012AB3CD>'],
    ['a channel', 'incidents channel=<#C012AB3CD|soc>', 'incidents channel=#soc'],
    ['a private channel without a name', 'incidents channel=<#C012AB3CD>', 'incidents channel=C012AB3CD'],
    ['a user group', 'notify <!subteam^S012|@soc-leads>', 'notify @soc-leads'],
    ['entities, once', 'a &lt;b&gt; &amp;amp;', 'a <b> &amp;'],
    ['blanks that do not break', 'lookup\u00A0evil.example ', 'lookup evil.example'],
  ])('undoes what Slack made of %s', (_, text, expected) => {
    expect(commandText(text)).toBe(expected);
  });
});

describe('messageText', () => {
  it('collects what a message of any app says, in text, blocks and attachments', () => {
    const message = {
      text: 'seen <http://one.example|one.example>',
      blocks: [
        {
          type: 'section',
          text: { type: 'mrkdwn', text: 'two.example' },
          fields: [{ type: 'plain_text', text: '3.example' }],
        },
        { type: 'actions', elements: [{ type: 'button', value: 'secret-value', text: { text: 'Press' } }] },
      ],
      attachments: [
        { title: 'four.example', title_link: 'https://five.example/', fields: [{ title: 'IP', value: '192.0.2.6' }] },
        { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: '7.example' }] }] },
      ],
    };

    const text = messageText(message);

    for (const word of [
      'one.example',
      'two.example',
      '3.example',
      'four.example',
      'https://five.example/',
      '192.0.2.6',
      '7.example',
    ]) {
      expect(text).toContain(word);
    }
    expect(text).not.toContain('secret-value');
  });

  it('joins the pieces of a line of rich text, so that a split indicator is whole', () => {
    const elements = [
      { type: 'text', text: 'evil', style: { bold: true } },
      { type: 'text', text: '.example and ' },
      { type: 'link', url: 'https://bad.example/x', text: 'click' },
    ];

    const text = messageText({ blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }] });

    expect(text).toContain('evil.example');
    expect(text).toContain('https://bad.example/x');
  });

  it('ends on a message that is nested or large without end', () => {
    type Nested = { text: string; blocks: Nested[] };
    const loop: Nested = { text: 'x'.repeat(300_000), blocks: [] };
    loop.blocks.push(loop);

    expect(messageText(loop)).toHaveLength(100_000);
  });
});
