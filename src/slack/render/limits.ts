import type { types } from '@slack/bolt';
import type { Block, Message } from './block-kit.ts';
import { fitBlock } from './fit-block.ts';
import { cut, lengthOf } from './escape.ts';
import { cutMrkdwn } from './cut-mrkdwn.ts';

/** Slack refuses more than about 13,200 characters in all blocks together (PLATFORM §1.1). */
const maxMessageText = 12_000;
const maxMessageBlocks = 50;
const maxViewBlocks = 100;
/** chat.update refuses more, so that nothing is posted that cannot be updated (PLATFORM §2.1). */
const maxFallback = 4000;

/**
 * A message within Slack's limits, whatever went into it: what is too long is cut, what is empty or too much is left
 * out. Buttons and the first two blocks are kept before the rest. A message that fits already comes back equal.
 */
export function fitMessage({ text, blocks }: Message): Message {
  return { text: oneIfBlank(cutMrkdwn(text, maxFallback)), blocks: fitBlocks(blocks, maxMessageBlocks) };
}

/** Slack's longest `private_metadata`, in characters. */
export const maxMetadata = 3000;

/** A modal within Slack's limits. */
export function fitModal(view: types.ModalView): types.ModalView {
  const { title, submit, close, private_metadata: metadata } = view;
  return {
    ...view,
    title: { ...title, text: oneIfBlank(cut(title.text, 24)) },
    ...(submit !== undefined && { submit: { ...submit, text: oneIfBlank(cut(submit.text, 24)) } }),
    ...(close !== undefined && { close: { ...close, text: oneIfBlank(cut(close.text, 24)) } }),
    ...(metadata !== undefined && { private_metadata: metadata.slice(0, maxMetadata) }),
    blocks: fitBlocks(viewBlocks(view.blocks), maxViewBlocks),
  };
}

/** A home tab within Slack's limits. */
export function fitHome(view: types.HomeView): types.HomeView {
  return { ...view, blocks: fitBlocks(viewBlocks(view.blocks), maxViewBlocks) };
}

/** All text that readers see in `blocks`, in code points: what Slack's limit on a whole message counts. */
export function textLength(blocks: readonly unknown[]): number {
  return blocks.reduce<number>((sum, block) => sum + visibleText(block), 0);
}

function fitBlocks(blocks: readonly Block[], max: number): Block[] {
  const fitted = unique(blocks.flatMap((block) => fitBlock(block) ?? []));
  const keep = new Set<Block>();
  let room = maxMessageText;
  const first = (block: Block): boolean => block.type === 'actions' || fitted.indexOf(block) < 2;
  for (const block of [...fitted.filter(first), ...fitted.filter((one) => !first(one))]) {
    const size = visibleText(block);
    if (keep.size >= max || size > room) continue;
    keep.add(block);
    room -= size;
  }
  return oneTable(fitted.filter((block) => keep.has(block)));
}

// A second table would have the whole message refused.
function oneTable(blocks: readonly Block[]): Block[] {
  const first = blocks.find(({ type }) => type === 'table');
  return blocks.filter((block) => block.type !== 'table' || block === first);
}

// Two blocks with one id would have the whole message refused; a block without id gets one from Slack.
function unique(blocks: readonly Block[]): Block[] {
  const seen = new Set<string>();
  return blocks.map((block) => {
    const { block_id: id, ...rest } = block;
    if (id === undefined) return block;
    if (id !== '' && lengthOf(id) <= 255 && !seen.has(id)) {
      seen.add(id);
      return block;
    }
    return rest;
  });
}

function viewBlocks(blocks: readonly types.AnyBlock[]): Block[] {
  return blocks as Block[];
}

function visibleText(part: unknown): number {
  if (Array.isArray(part)) return part.reduce<number>((sum, one) => sum + visibleText(one), 0);
  if (typeof part !== 'object' || part === null) return 0;
  return Object.entries(part).reduce(
    (sum, [name, value]) =>
      sum +
      (typeof value === 'string' ? (name === 'text' || name === 'fallback' ? lengthOf(value) : 0) : visibleText(value)),
    0,
  );
}

function oneIfBlank(text: string): string {
  return text.trim() === '' ? '–' : text;
}
