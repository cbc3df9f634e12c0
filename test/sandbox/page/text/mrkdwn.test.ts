import { describe, expect, it } from 'vitest';
import type { Flow, Inline } from '../../../../src/sandbox/page/text/nodes.ts';
import { parseEmoji, parseInline } from '../../../../src/sandbox/page/text/inline.ts';
import { parseMrkdwn } from '../../../../src/sandbox/page/text/mrkdwn.ts';

const text = (words: string): Inline => ({ type: 'text', text: words });
const paragraph = (...children: Inline[]): Flow => ({ type: 'paragraph', children });

describe('inline mrkdwn', () => {
  it.each<[string, string, Inline[]]>([
    ['bold', 'a *b c* d', [text('a '), { type: 'bold', children: [text('b c')] }, text(' d')]],
    ['italic', '_b_', [{ type: 'italic', children: [text('b')] }]],
    ['strike', '~b~', [{ type: 'strike', children: [text('b')] }]],
    ['nesting', '*_b_*', [{ type: 'bold', children: [{ type: 'italic', children: [text('b')] }] }]],
    ['code, in which nothing is parsed', '`*a* &lt;b&gt;`', [{ type: 'code', text: '*a* <b>' }]],
    ['an emoji', 'x :red_circle: y', [text('x '), { type: 'emoji', name: 'red_circle' }, text(' y')]],
    ['a link', '<https://a.example/x>', [{ type: 'link', url: 'https://a.example/x', text: 'https://a.example/x' }]],
    [
      'a link with a label',
      '<https://a.example|the &amp; page>',
      [{ type: 'link', url: 'https://a.example', text: 'the & page' }],
    ],
    [
      'a link in bold',
      '*<https://a.example|a>*',
      [{ type: 'bold', children: [{ type: 'link', url: 'https://a.example', text: 'a' }] }],
    ],
    ['a mail link', '<mailto:a@b.example|a>', [{ type: 'link', url: 'mailto:a@b.example', text: 'a' }]],
    ['a user', '<@U1>', [{ type: 'user', id: 'U1' }]],
    ['a channel with its name', '<#C1|general>', [{ type: 'channel', id: 'C1', label: 'general' }]],
    ['a user group', '<!subteam^S1|@soc>', [{ type: 'usergroup', id: 'S1', label: '@soc' }]],
    ['a broadcast', '<!here>', [{ type: 'broadcast', range: 'here' }]],
    [
      'a date',
      '<!date^1763700000^{date} at {time}|then>',
      [{ type: 'date', unix: 1_763_700_000, format: '{date} at {time}', fallback: 'then' }],
    ],
    [
      'a bare link, without the full stop after it',
      'see https://a.example/b.',
      [text('see '), { type: 'link', url: 'https://a.example/b', text: 'https://a.example/b' }, text('.')],
    ],
  ])('reads %s', (_, source, nodes) => {
    expect(parseInline(source)).toEqual(nodes);
  });

  it.each([
    ['an asterisk inside a word', '2*3*4'],
    ['a mark that never closes', '*open'],
    ['a mark followed by a blank', '* a *'],
    ['bold over a line break', '*a\nb*'],
    ['a time of day', '10:30:45'],
    ['empty code', '``'],
  ])('leaves %s as typed', (_, source) => {
    expect(parseInline(source)).toEqual([text(source)]);
  });

  it('decodes entities once', () => {
    expect(parseInline('&amp;lt;b&amp;gt; &lt;@U1&gt;')).toEqual([text('&lt;b&gt; <@U1>')]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'JAVASCRIPT:x', 'https:', '//a.example'])(
    'shows a link to %s as text',
    (url) => {
      expect(parseInline(`<${url}|label>`)).toEqual([text('label')]);
    },
  );

  it('leaves bare links as text where verbatim is asked for', () => {
    expect(parseInline('https://a.example', { verbatim: true })).toEqual([text('https://a.example')]);
  });

  it('reads hostile nesting of 3,000 characters without getting stuck', () => {
    const hostile = '*_~`<'.repeat(600);

    const started = performance.now();
    const nodes = parseInline(hostile);

    expect(nodes.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('knows only emoji names in plain text', () => {
    expect(parseEmoji('*a* :x: &amp;')).toEqual([text('*a* '), { type: 'emoji', name: 'x' }, text(' &')]);
  });
});

describe('mrkdwn', () => {
  it('gives nothing for an empty text', () => {
    expect(parseMrkdwn('')).toEqual([]);
  });

  it('keeps line breaks and blank lines within a paragraph', () => {
    expect(parseMrkdwn('a\n\nb')).toEqual([paragraph(text('a\n\nb'))]);
  });

  it('takes a fenced block literally and drops the breaks beside the fence', () => {
    expect(parseMrkdwn('a\n```\n*b* &amp; c\n```\nd')).toEqual([
      paragraph(text('a')),
      { type: 'preformatted', text: '*b* & c' },
      paragraph(text('d')),
    ]);
  });

  it('gathers quoted lines, whether the mark is escaped or not', () => {
    expect(parseMrkdwn('a\n&gt; b\n> c\nd')).toEqual([
      paragraph(text('a')),
      { type: 'quote', children: [text('b\nc')] },
      paragraph(text('d')),
    ]);
  });

  it('quotes everything after >>>', () => {
    expect(parseMrkdwn('>>> a\nb')).toEqual([{ type: 'quote', children: [text('a\nb')] }]);
  });
});
