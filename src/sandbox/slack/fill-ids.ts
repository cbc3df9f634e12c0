import { newBlockId } from './ids.ts';
import { type JsonObject, isObject, objectsOf } from './json.ts';
import type { Block } from './page-api.ts';

const STATELESS = new Set(['image', 'plain_text', 'mrkdwn']);

function withActionId(element: unknown): unknown {
  if (!isObject(element) || STATELESS.has(String(element['type']))) return element;
  return { action_id: newBlockId(), ...element };
}

function withActionIds(block: JsonObject): JsonObject {
  const { type, elements, accessory, element, child_blocks: children } = block;
  const isRow = type === 'actions' || type === 'context_actions';
  return {
    ...block,
    ...(isRow && Array.isArray(elements) ? { elements: elements.map((entry) => withActionId(entry)) } : {}),
    ...(accessory === undefined ? {} : { accessory: withActionId(accessory) }),
    ...(element === undefined ? {} : { element: withActionId(element) }),
    ...(Array.isArray(children) ? { child_blocks: fillIds(children) } : {}),
  };
}

/** Gives every block and every interactive element the id that it lacks, as Slack does when it accepts blocks. */
export function fillIds(blocks: unknown): Block[] {
  return objectsOf(blocks).map((block) => {
    const { type, block_id: id } = block;
    return { ...withActionIds(block), type: String(type), block_id: typeof id === 'string' ? id : newBlockId() };
  });
}
