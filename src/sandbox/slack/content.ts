import { fillIds } from './fill-ids.ts';
import { type JsonObject, isObject, objectsOf } from './json.ts';
import type { Message, View } from './model.ts';
import { SlackError } from './slack-error.ts';
import type { Fault } from './validate/fault.ts';
import { type MessageContent, validateMessage } from './validate/message.ts';
import { validateView } from './validate/surfaces.ts';

const OWN_ERRORS = new Set([
  'no_text',
  'markdown_text_conflict',
  'msg_too_long',
  'msg_blocks_too_long',
  'too_many_attachments',
]);
const MAX_VIEW_BYTES = 250_000;
const MAX_METADATA_BYTES = 16_384;

function messagesOf(faults: readonly Fault[], root = ''): JsonObject {
  const lines = faults.map(({ message, pointer }) => `${message} [json-pointer:${root}${pointer}]`);
  return { errors: lines, response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) } };
}

/** Throws what Slack would answer to a message's content. */
export function refuseMessage(content: MessageContent): void {
  const faults = validateMessage(content);
  const [first] = faults;
  if (!first) return;
  const own = faults.find(({ code }) => OWN_ERRORS.has(code));
  if (own) throw new SlackError(own.code);
  const error = first.pointer.startsWith('/attachments') ? 'invalid_attachments' : 'invalid_blocks';
  throw new SlackError(error, messagesOf(faults));
}

/** The blocks and attachments of accepted content, as they are kept. */
export function keptContent(content: MessageContent): Pick<Message, 'blocks' | 'attachments'> {
  const { blocks, attachments, markdown_text: markdown } = content;
  return {
    blocks: markdown === undefined ? fillIds(blocks) : fillIds([{ type: 'markdown', text: markdown }]),
    attachments: objectsOf(attachments).map((attachment) =>
      attachment['blocks'] === undefined ? attachment : { ...attachment, blocks: fillIds(attachment['blocks']) },
    ),
  };
}

/** A view as it is kept; throws what Slack would answer to a wrong one. */
export function acceptView(view: unknown, type: 'modal' | 'home'): View['content'] {
  if (!isObject(view)) throw new SlackError('invalid_arguments', viewMessages(['must provide an object']));
  if (JSON.stringify(view).length > MAX_VIEW_BYTES) throw new SlackError('view_too_large');
  const faults = validateView(view);
  if (faults.length > 0) throw new SlackError('invalid_arguments', messagesOf(faults, '/view'));
  if (view['type'] !== type) throw new SlackError('invalid_arguments', viewMessages([`must be of type ${type}`]));
  return { ...view, type, blocks: fillIds(view['blocks']) };
}

function viewMessages(lines: readonly string[]): JsonObject {
  return { response_metadata: { messages: lines.map((line) => `[ERROR] ${line} [json-pointer:/view]`) } };
}

/** Metadata as it is kept: `undefined` where none was given, or `{}` was to remove it. */
export function acceptMetadata(metadata: unknown): JsonObject | undefined {
  if (metadata === undefined) return undefined;
  if (!isObject(metadata)) throw new SlackError('invalid_metadata_format');
  if (Object.keys(metadata).length === 0) return undefined;
  const { event_type: type, event_payload: payload } = metadata;
  if (typeof type !== 'string' || type === '' || !isObject(payload)) throw new SlackError('invalid_metadata_schema');
  if (JSON.stringify(metadata).length > MAX_METADATA_BYTES) throw new SlackError('metadata_too_large');
  return { event_type: type, event_payload: payload };
}
