import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defang, defangText } from '../../src/indicators/defang.ts';

describe('defang', () => {
  it.each([
    ['ip', '192.0.2.45', '192[.]0[.]2[.]45'],
    ['ip', '2001:db8::5', '2001[:]db8[:][:]5'],
    ['domain', 'login-acme.example', 'login-acme[.]example'],
    ['domain', 'printer.internal', 'printer[.]internal'],
    ['url', 'https://evil.example:8080/a.php?b=c', 'hxxps://evil[.]example:8080/a[.]php?b=c'],
    ['email', 'john.doe@evil.example', 'john.doe[@]evil[.]example'],
    ['file', '44d88612fea8a8f36de82e1278abb02f', '44d88612fea8a8f36de82e1278abb02f'],
    ['cve', 'CVE-2099-10001', 'CVE-2099-10001'],
  ] as const)('writes the %s %s as %s', (kind, value, expected) => {
    expect(defang({ kind, value })).toBe(expected);
  });
});

describe('defangText', () => {
  it.each([
    ['Host login-acme.example at 192.0.2.45.', 'Host login-acme[.]example at 192[.]0[.]2[.]45.'],
    [
      'go to http://a.example/?u=https://b.example/x.y, now',
      'go to hxxp://a[.]example/?u=hxxps://b[.]example/x[.]y, now',
    ],
    ['mail john.doe@evil.example!', 'mail john.doe[@]evil[.]example!'],
    ['FTP://Evil.example', 'fxp://Evil[.]example'],
    ['slack://open and xhttp://a', 'slack[:]//open and xhttp[:]//a'],
    ['1http://a пhttp://b', '1http[:]//a пhxxp://b'],
    ['[2001:db8::5]:443 and ip:fe80::1.', '[2001[:]db8[:][:]5]:443 and ip:fe80[:][:]1.'],
    ['访问evil.com。域名', '访问evil[.]com。域名'],
    ['evil。com', 'evil[.]com'],
    ['раурal.com', 'раурal[.]com'],
    ['invoice.zip page.No', 'invoice[.]zip page[.]No'],
    ['evil.com_x a..evil.com', 'evil[.]com_x a..evil[.]com'],
    ['www.com[.]evil.example', 'www[.]com[.]evil[.]example'],
  ])('writes %s as %s', (text, expected) => {
    expect(defangText(text)).toBe(expected);
  });

  it.each([
    'No page content yet. Certificate expires in 14 days.',
    'version 1.2.3.4, Chrome/99.0.48.51, 3.14 %, e.g. 2.5M, report.pdf, std::string, 12:30:45',
    'hxxps://evil[.]example/a, user[@]evil[.]example, 192[.]0[.]2[.]45, evil(.)example',
    '<b>&amp; *bold* _x_ `code` @here #channel http:// //',
    'CVE-2099-10001 44d88612fea8a8f36de82e1278abb02f',
  ])('leaves %s as it is', (text) => {
    expect(defangText(text)).toBe(text);
  });

  const host = fc
    .array(fc.stringMatching(/^[A-Za-z0-9]{1,8}$/), { minLength: 1, maxLength: 3 })
    .chain((labels) =>
      fc.constantFrom('com', 'example', 'net', 'COM.TR', 'рф', 'zip').map((last) => [...labels, last].join('.')),
    );
  const clickable = fc.oneof(
    host,
    host.map((name) => `http://${name}/a.b?c=${name}`),
    host.map((name) => `HTTPS://u:p@${name}:80`),
    host.map((name) => `john.doe@${name}`),
    fc.ipV4().map((address) => `https://${address}/`),
    fc.constantFrom('http://localhost', 'ftp://[2001:db8::1]/x', 'mailto:a@b.com'),
  );
  const text = fc
    .array(
      fc.oneof(
        clickable,
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom(' ', '.', ',', '(', '[', ']', '@', '://'),
      ),
      {
        maxLength: 12,
      },
    )
    .map((pieces) => pieces.join(''));

  it('leaves no scheme, domain or e-mail that a program would make a link of', () => {
    fc.assert(
      fc.property(text, (given) => {
        const out = defangText(given);

        expect(out).not.toMatch(/(?:https?|ftp):\/\/[^\s<>"|]/i);
        expect(out).not.toMatch(/[\p{L}\p{N}]\.(?:com|example|net|tr|рф|zip)(?![\p{L}\p{N}\p{M}])/iu);
      }),
      { numRuns: 2_000 },
    );
  });

  it('changes nothing when done twice, and nothing but the marks it adds', () => {
    fc.assert(
      fc.property(text, (given) => {
        const out = defangText(given);

        expect(defangText(out)).toBe(out);
        expect(bare(out)).toBe(bare(given));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(['a', 'a.', 'a@', 'http://', '[.]', '1.', '::', ':a', 'x://', '。', '_.', '.', '1:a', 'a.com/'])(
    'takes a megabyte of %s in its stride',
    (piece) => {
      const long = `${piece.repeat(1_000_000 / piece.length)}[z`;
      const start = performance.now();

      defangText(long);

      expect(performance.now() - start).toBeLessThan(6_000);
    },
  );
});

function bare(given: string): string {
  return given
    .replaceAll(/[[\]]/g, '')
    .replaceAll(/[。．｡]/g, '.')
    .replaceAll(/hxxp/gi, 'http')
    .replaceAll(/fxp/gi, 'ftp')
    .toLowerCase();
}
