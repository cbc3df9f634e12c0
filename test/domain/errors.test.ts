import { describe, expect, it } from 'vitest';
import { InputError, sentencesOf } from '../../src/domain/errors.ts';

const faultsWith = (...messages: readonly string[]) => messages.map((message) => ({ path: 'a', message }));

describe('the faults of an input in one text', () => {
  it.each([
    [['one'], 'one'],
    [['one', 'two'], 'one. two'],
    [['One.', 'two?', 'three'], 'One. two? three'],
    [[], ''],
  ])('%j stand apart, and the last ends as it did', (messages, text) => {
    expect(sentencesOf(faultsWith(...messages))).toBe(text);
    expect(new InputError(faultsWith(...messages)).message).toBe(text);
  });
});
