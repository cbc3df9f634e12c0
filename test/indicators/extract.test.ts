import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defang } from '../../src/indicators/defang.ts';
import { extractIndicators } from '../../src/indicators/extract.ts';

const sha256 = '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f';
const md5 = '44d88612fea8a8f36de82e1278abb02f';

function found(text: string): readonly string[] {
  return extractIndicators(text).map(({ kind, value }) => `${kind} ${value}`);
}

describe('extractIndicators', () => {
  it('finds what the descriptions of the fixtures name, and nothing else', () => {
    const pages = ['alarms_page_0.json', 'alarms_page_1_irregular.json'].flatMap((name) => {
      const page = JSON.parse(readFileSync(new URL(`../fixtures/threatmon/${name}`, import.meta.url), 'utf8')) as {
        data: { description?: string | null }[];
      };
      return page.data;
    });

    const all = pages.flatMap(({ description }) => found(description ?? ''));

    expect(all).toEqual([
      'domain login-acme.example',
      'ip 192.0.2.45',
      'domain acme-support.example',
      'ip 198.51.100.17',
      `file ${sha256}`,
      'ip 203.0.113.9',
      'domain portal.acme.example',
      `file ${md5}`,
      'domain acme-refund.example',
      'cve CVE-2099-10001',
      'domain acme-login.example',
      'ip 2001:db8:10::5',
    ]);
  });

  it.each([
    ['hxxp://evil[.]example/a', 'url http://evil.example/a'],
    ['hXXps[://]Evil(.)Example/A?b=c.', 'url https://evil.example/A?b=c'],
    ['h**p[:]//evil{.}example', 'url http://evil.example'],
    ['evil[dot]example', 'domain evil.example'],
    ['user[at]evil(dot)example', 'email user@evil.example'],
    ['User.Name[@]Evil[.]example:hunter2', 'email user.name@evil.example'],
    ['2001[:]db8[:][:]7', 'ip 2001:db8::7'],
    ['192[.]0[.]2[.]45:8443', 'ip 192.0.2.45'],
    ['[2001:DB8:0:0::5]:443', 'ip 2001:db8::5'],
    ['::ffff:192.0.2.1', 'ip 192.0.2.1'],
    ['evil\u200b.exa\u00admple', 'domain evil.example'],
    ['<http://evil.example|evil.example>', 'domain evil.example'],
    ['<a href="https://evil.example/x">here</a>', 'url https://evil.example/x'],
    ["[url:value = 'http://evil.example/1']", 'url http://evil.example/1'],
    ['(https://evil.example/a_(b)).', 'url https://evil.example/a_(b)'],
    ['https://user:hunter2@evil.example:8080/x', 'url https://evil.example:8080/x'],
    ['https://shop.example/login:me@mail.example:hunter2', 'url https://shop.example/login'],
    ['http://[2001:db8::5]:80/x', 'url http://[2001:db8::5]:80/x'],
    ['MD5=44D88612FEA8A8F36DE82E1278ABB02F', `file ${md5}`],
    ['cve-2021-44228,', 'cve CVE-2021-44228'],
    ['*.evil.example/path/page.com', 'domain evil.example'],
    ['EVIL.EXAMPLE.', 'domain evil.example'],
    ['münchen.de', 'domain xn--mnchen-3ya.de'],
    ["o'brien@acme.example", "email o'brien@acme.example"],
    ['foo.github.io', 'domain foo.github.io'],
    ['expyuzz4wqqyqhjn.onion', 'domain expyuzz4wqqyqhjn.onion'],
  ])('reads %s', (text, expected) => {
    expect(found(`see ${text} now`)).toEqual([expected]);
  });

  it.each([
    'report.pdf',
    'invoice.zip',
    'install.sh and libssl.so in src/main.rs, see README.md',
    'no page content.No more.In doubt wait',
    'since 5.am',
    'version 1.2.3.4',
    'Version: 1.2.3.4',
    'versions 1.2.3.4, 1.2.3.5 and v1.2.3.6',
    'Chrome/99.0.48.51',
    '10.0.0.0/8 and 2001:db8::/32',
    '127.1 0177.0.0.1 0x7f.1 192.000.002.045 1.2.3 1.2.3.4.5 256.1.1.1',
    'http://127.1/ http://2130706433/ http://localhost/evil',
    'co.uk',
    'server.internal.corp',
    'std::string dead::beef 12:30:45 00:11:22:33:44:55',
    `${sha256}0`,
    `x${md5}`,
    'CVE-2021-1',
    'http:// https://',
    'e.g. i.e. U.S. 3.14',
  ])('invents nothing from %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    ['invoice[.]zip', 'domain invoice.zip'],
    ['https://invoice.zip/a', 'url https://invoice.zip/a'],
    ['www.invoice.zip', 'domain www.invoice.zip'],
    ['www.mfa.gov.rs', 'domain www.mfa.gov.rs'],
  ])('takes a name that ends like a file where it is plainly a host: %s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it('keeps a homograph whole, in punycode', () => {
    expect(found('раурal.com')).toEqual(['domain xn--al-6kc7dbr.com']);
  });

  it('names each indicator once, in order of appearance', () => {
    expect(found('b.example a.example B[.]EXAMPLE 192.0.2.1 a.example')).toEqual([
      'domain b.example',
      'domain a.example',
      'ip 192.0.2.1',
    ]);
  });

  it('does not name the domain of an e-mail or of a URL by itself', () => {
    expect(found('john@acme.example https://evil.example/x')).toEqual([
      'email john@acme.example',
      'url https://evil.example/x',
    ]);
  });

  it('takes at most 200', () => {
    const text = Array.from({ length: 300 }, (_, index) => `host${index}.example`).join(' ');

    expect(extractIndicators(text)).toHaveLength(200);
    expect(extractIndicators(text)[199]?.value).toBe('host199.example');
  });

  it.each([
    'a',
    'a.',
    'a@',
    'http://',
    '[.]',
    '1.',
    '::',
    ':a',
    'a-',
    "a'",
    '<a|',
    '.',
    '@',
    ']',
    'é',
    'https://a.com:b:',
    '))',
  ])('takes a megabyte of %s in its stride', (piece) => {
    const text = `${piece.repeat(1_000_000 / piece.length)} z`;
    const start = performance.now();

    extractIndicators(text);

    expect(performance.now() - start).toBeLessThan(6_000);
  });

  it('finds an indicator again in its defanged form', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,20}$/);
    const indicator = fc.oneof(
      label.map((name) => ({ kind: 'domain' as const, value: `${name}.example` })),
      label.map((name) => ({ kind: 'email' as const, value: `user@${name}.example` })),
      label.map((name) => ({ kind: 'url' as const, value: `https://${name}.example/${name}` })),
      fc.ipV4().map((value) => ({ kind: 'ip' as const, value })),
    );

    fc.assert(
      fc.property(indicator, (one) => {
        expect(extractIndicators(`at ${defang(one)}, they say`)).toEqual([one]);
      }),
    );
  });

  it('reads any text without failing and gives only what it would read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        for (const indicator of extractIndicators(text)) {
          expect(extractIndicators(defang(indicator))).toEqual([indicator]);
        }
      }),
    );
  });
});
