import { type Fault, fault } from './fault.ts';
import { blockFaults } from './surfaces.ts';
import { countOf, dataTableLength, markdownLength, textLength } from './survey.ts';
import { codePoints } from './text.ts';

/** A message's content, as `chat.postMessage` and `chat.update` take it. */
export interface MessageContent {
  readonly text?: unknown;
  readonly blocks?: unknown;
  readonly attachments?: unknown;
  readonly markdown_text?: unknown;
  readonly [argument: string]: unknown;
}

/** Most of all text of all blocks together. Undocumented (slackapi/bolt-js#2509), found by users. */
const MAX_BLOCK_TEXT = 13_200;
const MAX_MARKDOWN = 12_000;
const MAX_DATA_TABLES = 20_000;
const MAX_ATTACHMENTS = 100;
const MAX_UPDATE_TEXT = 4000;

function at(code: string, message: string): Fault {
  return fault(['blocks'], { code, message });
}

function sumFaults(blocks: unknown): Fault[] {
  return [
    ...(textLength(blocks) > MAX_BLOCK_TEXT ? [at('msg_blocks_too_long', 'all text together is too long')] : []),
    ...(markdownLength(blocks) > MAX_MARKDOWN ? [at('too_long', 'all markdown together is too long')] : []),
    ...(dataTableLength(blocks) > MAX_DATA_TABLES ? [at('too_long', 'all data tables together are too long')] : []),
    ...(countOf(blocks, 'table') > 1 ? [at('only_one_table_allowed', 'only one table allowed')] : []),
  ];
}

function attachmentFaults(attachments: unknown): Fault[] {
  if (!Array.isArray(attachments)) {
    return [fault(['attachments'], { code: 'invalid_attachments', message: 'must provide an array' })];
  }
  if (attachments.length > MAX_ATTACHMENTS) {
    return [fault(['attachments'], { code: 'too_many_attachments', message: `no more than ${MAX_ATTACHMENTS} items` })];
  }
  return attachments.flatMap((attachment: unknown, index) => {
    if (typeof attachment !== 'object' || attachment === null) {
      return [fault(['attachments', index], { code: 'invalid_attachments', message: 'must provide an object' })];
    }
    const blocks = 'blocks' in attachment ? attachment.blocks : undefined;
    return blocks === undefined ? [] : blockFaults(blocks, 'message', ['attachments', index, 'blocks']);
  });
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function contentFaults({ text, blocks, attachments, markdown_text: markdown }: MessageContent): Fault[] {
  if (!isAbsent(markdown) && !(isAbsent(text) && isAbsent(blocks))) {
    return [fault([], { code: 'markdown_text_conflict', message: 'markdown_text stands alone' })];
  }
  const isEmpty = [text, blocks, attachments, markdown].every((value) => isAbsent(value));
  return isEmpty ? [fault(['text'], { code: 'no_text', message: 'no message text provided' })] : [];
}

/**
 * What Slack would refuse about a message: its blocks, its attachments' blocks, their sums, and content that is missing.
 * With `update`, also a `text` above the 4,000 characters that `chat.update` takes, so that what is posted can be
 * edited. Empty when Slack would accept it.
 */
export function validateMessage(message: MessageContent, { update = false } = {}): Fault[] {
  const { text, blocks, attachments } = message;
  const faults = [...contentFaults(message)];
  if (blocks !== undefined) {
    const found = blockFaults(blocks, 'message', ['blocks']);
    faults.push(...(found.length > 0 ? found : sumFaults(blocks)));
  }
  if (attachments !== undefined) faults.push(...attachmentFaults(attachments));
  if (update && typeof text === 'string' && codePoints(text) > MAX_UPDATE_TEXT) {
    faults.push(
      fault(['text'], { code: 'msg_too_long', message: `must be less than ${MAX_UPDATE_TEXT + 1} characters` }),
    );
  }
  return faults;
}
