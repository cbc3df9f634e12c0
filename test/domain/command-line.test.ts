import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/domain/command-line.ts';

describe('a typed line', () => {
  it.each([
    ['status 18618001 In Progress', ['status', '18618001', 'In', 'Progress'], {}],
    ['lookup evil.example', ['lookup', 'evil.example'], {}],
    [`cmd alarmId=1 status="In Progress"`, ['cmd'], { alarmId: '1', status: 'In Progress' }],
    [`cmd status='False Positive'`, ['cmd'], { status: 'False Positive' }],
    [String.raw`cmd note="say \"hi\""`, ['cmd'], { note: 'say "hi"' }],
    ['lookup https://evil.example/?a=b', ['lookup', 'https://evil.example/?a=b'], {}],
    [`lookup "a=b"`, ['lookup', 'a=b'], {}],
    ['cmd empty= next', ['cmd', 'next'], { empty: '' }],
    ['   ', [], {}],
  ])('%s splits into words and arguments', (line, words, args) => {
    expect(parseCommandLine(line)).toEqual({ words, args });
  });

  it('with an open quote is refused', () => {
    expect(parseCommandLine('cmd note="never closed')).toEqual({ fault: 'A quote is left open.' });
  });

  it('is filled after it is split, so that a value cannot add an argument', () => {
    const filled = parseCommandLine('cmd title={{title}}', () => 'x status=Resolved "');

    expect(filled).toEqual({ words: ['cmd'].map(() => 'x status=Resolved "'), args: { title: 'x status=Resolved "' } });
  });
});
