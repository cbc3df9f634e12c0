import { describe, expect, it } from 'vitest';
import { classifyIndicator } from '../../src/indicators/classify.ts';

describe('classifyIndicator', () => {
  it.each([
    ['192.0.2.45:8443', 'ip', '192.0.2.45'],
    ['[2001:db8:10::5]:443', 'ip', '2001:db8:10::5'],
    ['login-acme.example', 'domain', 'login-acme.example'],
    ['https://login-acme.example/session', 'url', 'https://login-acme.example/session'],
    ['hxxp://evil[.]example/', 'url', 'http://evil.example'],
    ['<http://evil.example|evil.example>', 'domain', 'evil.example'],
    ['<https://evil.example/x>', 'url', 'https://evil.example/x'],
    ['<https://evil.example/?a=1&amp;b=2>', 'url', 'https://evil.example/?a=1&b=2'],
    ['<mailto:a@b.example|a@b.example>', 'email', 'a@b.example'],
    ['"1.2.3.4"', 'ip', '1.2.3.4'],
    ['invoice.zip', 'domain', 'invoice.zip'],
    ['evil.example/login', 'domain', 'evil.example'],
    ['44D88612FEA8A8F36DE82E1278ABB02F', 'file', '44d88612fea8a8f36de82e1278abb02f'],
    [' cve-2021-44228 ', 'cve', 'CVE-2021-44228'],
  ])('reads %s as %s', (text, kind, value) => {
    expect(classifyIndicator(text)).toEqual({ kind, value });
  });

  it.each([
    'carrier pigeon 7',
    '',
    'x',
    '192.0.2.0/24',
    '127.1',
    '0177.0.0.1',
    'co.uk',
    'a.example,b.example',
    'https://',
    '<http://evil.example|https://bank.example>',
    'a'.repeat(100_000),
  ])('gives nothing for %s', (text) => {
    expect(classifyIndicator(text)).toBeUndefined();
  });
});
