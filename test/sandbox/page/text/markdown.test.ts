import { describe, expect, it } from 'vitest';
import { parseMarkdown } from '../../../../src/sandbox/page/text/markdown.ts';
import type { Flow, Inline } from '../../../../src/sandbox/page/text/nodes.ts';

const text = (words: string): Inline => ({ type: 'text', text: words });

describe('markdown', () => {
  it.each<[string, string, Flow[]]>([
    ['a heading', '## A', [{ type: 'heading', level: 2, children: [text('A')] }]],
    ['a rule', '---', [{ type: 'rule' }]],
    ['a list', '- a\n- b', [{ type: 'list', ordered: false, items: [[text('a')], [text('b')]] }]],
    ['a numbered list', '1. a\n2. b', [{ type: 'list', ordered: true, items: [[text('a')], [text('b')]] }]],
    ['a fence that never closes', '```js\na *b*', [{ type: 'preformatted', text: 'a *b*' }]],
    ['a quote', '> a\n> b', [{ type: 'quote', children: [text('a\nb')] }]],
    [
      'a table',
      '| A | B |\n|---|--:|\n| 1 | 2 |',
      [
        {
          type: 'table',
          rows: [
            [[text('A')], [text('B')]],
            [[text('1')], [text('2')]],
          ],
        },
      ],
    ],
    [
      'paragraphs',
      'a\nb\n\nc',
      [
        { type: 'paragraph', children: [text('a\nb')] },
        { type: 'paragraph', children: [text('c')] },
      ],
    ],
  ])('reads %s', (_, source, flows) => {
    expect(parseMarkdown(source)).toEqual(flows);
  });

  it.each<[string, Inline[]]>([
    [
      '**a** *b* _c_ ~~d~~ `e`',
      [
        { type: 'bold', children: [text('a')] },
        text(' '),
        { type: 'italic', children: [text('b')] },
        text(' '),
        { type: 'italic', children: [text('c')] },
        text(' '),
        { type: 'strike', children: [text('d')] },
        text(' '),
        { type: 'code', text: 'e' },
      ],
    ],
    ['[a](https://a.example)', [{ type: 'link', url: 'https://a.example', text: 'a' }]],
    ['[a](javascript:x)', [text('a')]],
    [String.raw`\*a\*`, [text('*'), text('a'), text('*')]],
  ])('reads the spans of %s', (source, children) => {
    expect(parseMarkdown(source)).toEqual([{ type: 'paragraph', children }]);
  });
});
