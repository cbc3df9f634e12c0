import type { Json, JsonObject } from '../../domain/json.ts';
import { cellText, isObject } from './answers.ts';
import { compact } from './compact.ts';
import { at, each, recordIn, rowOf } from './intelligence/rows.ts';
import type { Field } from './intelligence/rows.ts';

/** The columns of the table; the whole entry stands in the output. */
export const activityColumns = ['type', 'initiator', 'created_date', 'details'];

const info = 'AdditionalInformation';

/** `email` and its `token` go out to nobody but the output: with the token anybody may reply. */
const replyFields: readonly Field[] = [
  ['email', 'Email'],
  ['token', 'Token'],
  ['date', 'Date'],
  ['read_by', 'ReadBy'],
  ['is_token_valid', 'IsTokenValid'],
];

const messageFields: readonly Field[] = [
  ['initiator_id', at('Initiator', '_id')],
  ['initiator_is_support', at('Initiator', 'IsSupport')],
  ['date', 'Date'],
  ['content', 'Content'],
];

const mailFields: readonly Field[] = [
  ['note_id', 'NoteId'],
  ['question', 'Question'],
  ['Replies', each('Replies', replyFields)],
];

/** Source: CONTRACT.md §4.2.3, §7.3. The last four are not in the published client's output. */
const fields: readonly Field[] = [
  ['rate', at(info, 'Status', 'Rate')],
  ['type', 'Type'],
  ['sub_types', 'SubTypes'],
  ['initiator', 'Initiator'],
  ['created_date', 'CreatedDate'],
  ['update_date', 'UpdateDate'],
  ['read_by', 'ReadBy'],
  ['id', '_id'],
  ['tag_names', at(info, 'TagNames')],
  ['tag_ids', at(info, 'TagIDs')],
  ['Mail', (entry) => rowOf(mailFields, recordIn(recordIn(entry[info])['Mail']))],
  ['Messages', (entry) => each('Messages', messageFields)(recordIn(recordIn(entry[info])['AskTheAnalyst']))],
  ['assignee', at(info, 'Assignee')],
  ['previous_assignee', at(info, 'PreviousAssignee')],
  ['is_closed', at(info, 'Closed', 'IsClosed')],
  ['comment', at(info, 'Comment')],
];

/** An entry of the activity log as output, without what is empty. */
export function activityRow(entry: Json): readonly JsonObject[] {
  if (!isObject(entry)) return [];
  const row = compact(rowOf(fields, entry));
  return isObject(row) ? [row] : [];
}

/** An entry as the table shows it. */
export function shownActivity(entry: Json): readonly JsonObject[] {
  return activityRow(entry).map((row) => {
    const { type = null, initiator = null, created_date = null } = row;
    return { type, initiator, created_date, details: detailsOf(row) };
  });
}

function detailsOf({ tag_names, Mail, Messages, assignee, previous_assignee, comment }: JsonObject): string {
  const said = isObject(Mail) ? Mail['question'] : undefined;
  const messages = Array.isArray(Messages) ? Messages.map((one: Json) => recordIn(one)['content'] ?? null) : undefined;
  const parts = [
    ['Tags', tag_names],
    ['Mail', said],
    ['Messages', messages],
    ['Assignee', assignee],
    ['Before', previous_assignee],
    ['Comment', comment],
  ] as const;
  return parts
    .map(([label, value]) => [label, cellText(value)] as const)
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `${label}: ${text}`)
    .join('; ');
}
