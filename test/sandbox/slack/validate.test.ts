import { describe, expect, it } from 'vitest';

import { validateMessage } from '../../../src/sandbox/slack/validate/message.ts';
import { validateBlocks, validateView } from '../../../src/sandbox/slack/validate/surfaces.ts';
import { ACCEPTED } from './accepted-blocks.ts';
import { actions, many, plain, select, text } from './block-samples.ts';
import { REFUSED } from './refused-blocks.ts';
import { button, modal, section, textField } from './workplace.ts';

describe('validateBlocks', () => {
  it.each(ACCEPTED)('accepts %s', (_name, surface, blocks) => {
    expect(validateBlocks(blocks, surface)).toEqual([]);
  });

  it.each(REFUSED)('refuses %s', (...[, surface, blocks, pointer]) => {
    expect(validateBlocks(blocks, surface).map((fault) => fault.pointer)).toContain(pointer);
  });

  it('says what is wrong in Slack’s own words', () => {
    const faults = validateBlocks([{ type: 'header', text: plain(text(151)) }, section('')], 'message');

    expect(faults).toEqual([
      {
        code: 'too_long',
        message: 'must be less than 151 characters',
        pointer: '/blocks/0/text/text',
        field: 'text',
        constraint: { type: 'max', max: 150 },
      },
      {
        code: 'too_short',
        message: 'must be more than 0 characters',
        pointer: '/blocks/1/text/text',
        field: 'text',
        constraint: { type: 'min', min: 1 },
      },
    ]);
  });

  it('judges 10,000 messages within seconds', () => {
    const blocks = [...many(20, () => section(text(200))), actions(select(), button('a', 'A'))];
    const startedAt = performance.now();

    for (let index = 0; index < 10_000; index += 1) validateBlocks(blocks, 'message');

    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

describe('validateView', () => {
  it.each([
    ['a title past 24', { ...modal(), title: plain(text(25)) }, '/title/text'],
    ['an input without submit', { ...modal([textField('a')]), submit: undefined }, '/submit'],
    ['private_metadata past 3,000', { ...modal(), private_metadata: text(3001) }, '/private_metadata'],
    ['a home tab with a title', { type: 'home', blocks: [], title: plain('a') }, '/title'],
    ['a wrong block', modal([section('')]), '/blocks/0/text/text'],
    ['no type', { blocks: [] }, '/type'],
  ])('refuses %s', (_name, view, pointer) => {
    expect(validateView(view).map((fault) => fault.pointer)).toContain(pointer);
  });

  it('accepts a form', () => {
    expect(validateView(modal([textField('a')]))).toEqual([]);
  });
});

describe('validateMessage', () => {
  it('accepts 13,200 characters in all blocks together and refuses one more', () => {
    const blocks = [...many(4, () => section(text(3000))), section(text(1200))];

    expect(validateMessage({ text: 'a', blocks })).toEqual([]);
    expect(validateMessage({ text: 'a', blocks: [...blocks, section('y')] })).toMatchObject([
      { code: 'msg_blocks_too_long' },
    ]);
  });

  it.each([
    ['nothing', {}, 'no_text', '/text'],
    [
      'two tables',
      { text: 'a', blocks: many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] })) },
      'only_one_table_allowed',
      '/blocks',
    ],
    [
      'a wrong block in an attachment',
      { attachments: [{ blocks: [section('')] }] },
      'too_short',
      '/attachments/0/blocks/0/text/text',
    ],
    ['markdown beside text', { text: 'a', markdown_text: 'b' }, 'markdown_text_conflict', ''],
    ['a hundred and one attachments', { attachments: many(101, () => ({})) }, 'too_many_attachments', '/attachments'],
  ])('refuses %s', (...[, message, code, pointer]) => {
    expect(validateMessage(message)).toMatchObject([{ code, pointer }]);
  });

  it('refuses text that could not be edited only when asked to', () => {
    expect(validateMessage({ text: text(4001) })).toEqual([]);
    expect(validateMessage({ text: text(4001) }, { update: true })).toMatchObject([{ code: 'msg_too_long' }]);
  });
});
