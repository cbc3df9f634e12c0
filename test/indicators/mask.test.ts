import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mask, maskText } from '../../src/indicators/mask.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9!#$%&*+,.:;=?@^_~|{}()/-]{6,40}$/);

/** Whether any six characters in a row of `planted` stand in `text`. */
function survives(planted: string, text: string): boolean {
  return Array.from({ length: planted.length - 5 }, (_, at) => planted.slice(at, at + 6)).some((part) =>
    text.includes(part),
  );
}

describe('maskText', () => {
  it.each([
    ['password: hunter2 and more', `password: ${mask} and more`],
    ['PWD=hunter2', `PWD=${mask}`],
    ['pass:hunter2', `pass:${mask}`],
    ['dbPassword = "correct horse", user = bob', `dbPassword = "${mask}", user = bob`],
    ['{"password":"x y","user":"bob"}', `{"password":"${mask}","user":"bob"}`],
    ['Password:\n  hunter2', `Password:\n  ${mask}`],
    ['şifre: gizli1, Parolanız：gizli2', `şifre: ${mask} Parolanız：${mask}`],
    ['contraseña=secreto1 пароль: тайна1 密码：mimi11', `contraseña=${mask} пароль: ${mask} 密码：${mask}`],
    ['<password>hunter2</password>', `<password>${mask}`],
    ['the password is Hunter2 now', `the password is ${mask} now`],
    ['api_key=abc123 client_secret: "s"', `api_key=${mask} client_secret: "${mask}"`],
    ['Authorization: Basic dXNlcjpwdw==', `Authorization: Basic ${mask}`],
    ['curl -H "bearer aB3defgh"', `curl -H "bearer ${mask}"`],
    ['Cookie: sid=abc; theme=dark\nnext', `Cookie: ${mask}\nnext`],
    ['john@acme.example:hunter2', `john@acme.example:${mask}`],
    ['john[@]acme[.]example:hunter2', `john[@]acme[.]example:${mask}`],
    ['root@server1:hunter2', `root@server1:${mask}`],
    ['john@acme.example : Hunter2', `john@acme.example : ${mask}`],
    ['https://shop.example/login:john@acme.example:hunter2', `https://shop.example/login:john@acme.example:${mask}`],
    ['https://shop.example/login:john:hunter2', `https://shop.example/login:john:${mask}`],
    ['https://shop.example/login|john|hunter2', `https://shop.example/login|john|${mask}`],
    ['https://shop.example:8443/login:john:hunter2', `https://shop.example:8443/login:john:${mask}`],
    ['hxxps://shop[.]example/login|http:hunter2', `hxxps://shop[.]example/login|http:${mask}`],
    ['https://a.example|https://b.example/x:john:hunter2', `https://a.example|https://b.example/x:john:${mask}`],
    ['https://a.example|https://b.example|hunter2', `https://a.example|https://b.example|${mask}`],
    ['https://a.example|https://john:hunter2@b.example', `https://a.example|https://john:${mask}@b.example`],
    ['john@acme.example|hunter2', `john@acme.example|${mask}`],
    ['a@acme.example;b@acme.example;hunter2', `a@acme.example;b@acme.example;${mask}`],
    ['a@acme.example;b@acme.example:hunter2', `a@acme.example;b@acme.example:${mask}`],
    ['Password: hunter2\nComputer: LT-46BC', `Password: ${mask}\nComputer: LT-46BC`],
    ['192.0.2.1:3389:admin:hunter2', `192.0.2.1:3389:admin:${mask}`],
    ['192.0.2.1:3389|http|hunter2', `192.0.2.1:3389|http|${mask}`],
    ['https://john:hunter2@acme.example/x', `https://john:${mask}@acme.example/x`],
    ['xoxb-1234-abcdef', mask],
    ['key ghp_abcdefghijklmnop, AKIAIOSFODNN7EXAMPLE', `key ${mask}, ${mask}`],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', mask],
    ['https://hooks.slack.com/services/T0/B0/abc', `https://hooks.slack.com/services/${mask}`],
    ['card 4111 1111 1111 1111 sold', `card ${mask} 1111 sold`],
    ['5500-0000-0000-0004,378282246310005', `${mask} 0004,${mask} 0005`],
    ['4111111111111111|12|2027|123', `${mask} 1111|12|2027|${mask}`],
    ['4111111111111111 4012888888881881', `${mask} 1111 ${mask} 1881`],
    ['CVV 737, cvc2: 123, PIN: 1234, "pin": "0000"', `CVV ${mask}, cvc2: ${mask}, PIN: ${mask}, "pin": "${mask}"`],
    [';4111111111111111=25121010000012300000?', `;${mask}`],
    ['%B4111111111111111^DOE/JOHN^25121010000?', mask],
    ['a -----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY----- z', `a ${mask} z`],
    ['a -----BEGIN PRIVATE KEY-----\nMII cut off', `a ${mask}`],
  ])('writes %s as %s', (text, expected) => {
    expect(maskText(text)).toEqual({ text: expected, masked: true });
  });

  it.each([
    'The password is weak, and passwords were reset. Bypass: none. Compass: north',
    'a@acme.example;b@acme.example|c@acme.example and d@acme.example, e@acme.example',
    'https://host.example:3000/@user?t=12:30:45 at 12:30:45',
    'see https://a.example/x|https://b.example/y and hxxps://a.example/x|hxxp[:]//b.example/y',
    'Having trouble? <https://evil.example|https://bank.example> (valid 24h)',
    'https://a.example|https://b.example|https://c.example, 192.0.2.1:8080|https://a.example/x',
    'https://a.example|https://social.example/@john',
    'org.apache:log4j:2.14.1 on 2001:db8::5 and 192.0.2.1:8443',
    'Bearer authentication and bearer certificates',
    'order 4111111111111112, account 1234567890123456, phone +90 212 555 12 12',
    'CVE-2099-10001 275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
    'pinned, spinning, PIN required, tokens issued, secret keeper',
  ])('leaves %s as it is', (text) => {
    expect(maskText(text)).toEqual({ text, masked: false });
  });

  it('leaves every text of the fixtures as it is', () => {
    for (const name of [
      'alarms_page_0',
      'alarms_page_1_irregular',
      'cve_page_0',
      'ioc_daily_details',
      'taxii_objects',
    ]) {
      const text = readFileSync(new URL(`../fixtures/threatmon/${name}.json`, import.meta.url), 'utf8');

      expect(maskText(text)).toEqual({ text, masked: false });
    }
  });

  const around = fc.string({ unit: 'grapheme', maxLength: 20 });
  const places: readonly ((planted: string) => string)[] = [
    ...[
      'password: ',
      'Passwd=',
      'pwd => ',
      'pass:',
      'secret=',
      'API-Key: ',
      'parola: ',
      'contraseña:',
      'access_token = ',
    ].map((label) => (planted: string) => `${label}${planted}`),
    (planted) => `{"password": ${JSON.stringify(planted)}, "user": "bob"}`,
    (planted) => `bob@acme.example:${planted}`,
    (planted) => `https://acme.example/login:bob:${planted}`,
    (planted) => `xoxb-1-${planted.replaceAll(/[^\w-]/g, 'x')}`,
    (planted) => `-----BEGIN OPENSSH PRIVATE KEY-----\n${planted}\n-----END OPENSSH PRIVATE KEY-----`,
  ];

  it('lets nothing of a planted secret through', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...places), fc.tuple(around, around), (planted, place, [before, after]) => {
        const hidden = planted.startsWith('//') ? 'hunter2!' : planted;

        const { text } = maskText(`${before} ${place(hidden)} ${after}`);

        expect(survives(hidden, text)).toBe(survives(hidden, `${before} ${place('')} ${after}`));
      }),
      { numRuns: 3_000 },
    );
  });

  it('changes nothing when done twice', () => {
    const piece = fc.oneof(
      fc.tuple(fc.constantFrom(...places), secret).map(([place, planted]) => place(planted)),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom(
        '"',
        "'",
        ' ',
        ':',
        '@',
        '|',
        '\n',
        '4111 1111 1111 1111',
        'cvv 123',
        'pin: ',
        'a@b.com',
        '://a:',
      ),
    );

    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = maskText(pieces.join('')).text;

        expect(maskText(once)).toEqual({ text: once, masked: false });
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    'a',
    'a@',
    '@a.',
    '://a:',
    '1.',
    'password:"',
    "password:'",
    'pwd ',
    '4 ',
    '41-',
    'bearer ',
    'cookie:',
    'eyJ-',
    'eyJa.',
    '-----BEGIN PRIVATE KEY-----',
    '1:a',
    '%B412345678901^',
    'pin ',
    'password ',
    '="',
  ])('takes a megabyte of %s in its stride', (piece) => {
    const long = `${piece.repeat(1_000_000 / piece.length)}[z`;
    const start = performance.now();

    maskText(long);

    expect(performance.now() - start).toBeLessThan(6_000);
  });
});
