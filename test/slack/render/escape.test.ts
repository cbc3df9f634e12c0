import { describe, expect, it } from 'vitest';
import {
  clean,
  cut,
  factValue,
  hidesFact,
  httpUrl,
  linkTo,
  literal,
  mrkdwn,
  mrkdwnLine,
  plain,
} from '../../../src/slack/render/escape.ts';

describe('clean', () => {
  it.each([
    ['bidirectional overrides', 'invoice\u202Efdp.exe\u2066x\u2069', 'invoicefdp.exex'],
    ['zero-width characters', 'ev\u200Bil\u2060.exam\uFEFFple', 'evil.example'],
    ['controls but newlines', 'a\u0000b\u001b[31m\nc\u0085d', 'ab[31m\ncd'],
    ['runs of empty lines', 'a\n\n\n \n\nb', 'a\n\nb'],
    ['heaps of combining marks', `e${'\u0301'.repeat(50)}`, `e${'\u0301'.repeat(4)}`],
    ['half a surrogate pair', 'a\ud800b', 'a\uFFFDb'],
    ['other ends of lines', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ])('takes out %s', (_, text, expected) => {
    expect(clean(text)).toBe(expected);
  });
});

describe('cut', () => {
  it('counts code points and marks what is missing', () => {
    expect(cut('😀😀😀', 3)).toBe('😀😀😀');
    expect(cut('😀😀😀😀', 3)).toBe('😀😀…');
  });
});

describe('mrkdwn', () => {
  it.each([
    ['a mass mention', '<!channel>', '&lt;!channel&gt;'],
    ['a mention', '<@U012AB3CD>', '&lt;@U012AB3CD&gt;'],
    ['an entity, escaped once more as text', '&lt;', '&amp;lt;'],
    ['a URL', 'see http://evil.example/a', 'see hxxp://evil[.]example/a'],
    ['a disguised link', '<https://evil.example|bank>', '&lt;hxxps://evil[.]example|bank&gt;'],
    ['a name with an underscore', 'mail_server_01', 'mail_server_01'],
    ['nothing at all', '\u200B', '–'],
  ])('makes %s harmless', (_, text, expected) => {
    expect(mrkdwn(text, 100)).toBe(expected);
  });

  it.each(['*bold*', '_it_', '~gone~', '`code`', ':tada:', '@here'])('keeps %s from formatting', (text) => {
    expect(mrkdwn(text, 100)).not.toContain(text);
    expect(mrkdwn(text, 100).replaceAll('\u200B', '')).toBe(text);
  });

  it('counts what it escaped: four characters of room hold no &amp;', () => {
    expect(mrkdwn('a&b', 4)).toBe('a…');
    expect(mrkdwn('&'.repeat(10), 16)).toBe('&amp;&amp;&amp;…');
  });

  it('masks secrets', () => {
    expect(mrkdwn('password: hunter2', 100)).not.toContain('hunter2');
  });

  it('keeps a quote from starting in the middle of a text', () => {
    expect(mrkdwn('a\n> b', 100)).toBe('a\n\u200B&gt; b');
  });

  it('keeps a line one line', () => {
    expect(mrkdwnLine('a\n\n  b', 100)).toBe('a b');
    expect(plain('a\nb', 100)).toBe('a b');
  });
});

describe('literal', () => {
  it('leaves formatting as it is, since nothing is parsed there', () => {
    expect(literal('*a* _b_ `c`', 100)).toBe('*a* _b_ `c`');
  });
});

describe('factValue', () => {
  it('masks all of a value whose label calls it a secret', () => {
    expect(factValue('Password', 'correct horse', 100)).not.toMatch(/correct|horse/);
    expect(hidesFact('Password', 'correct horse')).toBe(true);
  });

  it('keeps the last digits of a card number', () => {
    expect(factValue('Card', '4111 1111 1111 1111', 100)).toMatch(/1111$/);
  });

  it('shows everything else', () => {
    expect(factValue('Malware', 'RedLine', 100)).toBe('RedLine');
    expect(hidesFact('Malware', 'RedLine')).toBe(false);
  });
});

describe('links', () => {
  it('cannot be left early by their URL or label', () => {
    expect(linkTo('https://vendor.example/a?b=<|>&c', 'a|b>c')).toBe(
      '<https://vendor.example/a?b=%3C%7C%3E&amp;c|a¦b&gt;c>',
    );
  });

  it.each([
    ['javascript:alert(1)'],
    ['file:///etc/passwd'],
    ['//evil.example'],
    ['https://user:pw@evil.example/'],
    ['no url'],
  ])('are not made of %s', (url) => {
    expect(httpUrl(url)).toBeUndefined();
    expect(linkTo(url, 'Open')).toBe('Open');
  });
});
