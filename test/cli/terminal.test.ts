import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../src/cli/terminal.ts';
import { answer } from '../../src/domain/answer.ts';

const table = { title: 'CVE List', columns: ['Id'], rows: [['CVE-2026-1']] };

describe('an answer in a terminal', () => {
  it.each([
    ['CVE List', 'CVE List\nId\nCVE-2026-1'],
    ['One CVE', 'One CVE\n\nCVE List\nId\nCVE-2026-1'],
  ])('titled %s has each title once', (title, text) => {
    expect(renderAnswer(answer('ok', title, { kind: 'table', table }))).toBe(text);
  });
});
