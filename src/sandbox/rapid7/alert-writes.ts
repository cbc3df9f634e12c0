import * as z from 'zod';
import { empty } from '../simulator/answer.ts';
import { field } from '../simulator/request.ts';
import { logActivity } from './activity.ts';
import { ask } from './analyst.ts';
import { code, invalid } from './answer.ts';
import { type AlertCall, bodyOf, onAlert } from './handlers.ts';
import { detailOf } from './paging.ts';
import type { ActivityEntry, AlertFields } from './wire.ts';
import { BLOCKLIST_TYPES, CLOSE_REASONS, SEVERITIES } from './vocabulary.ts';
import { textsIn } from './world.ts';

const Close = z.object({
  Reason: z.enum(CLOSE_REASONS),
  FreeText: z.string().optional(),
  IsHidden: z.boolean(),
  Rate: z.int().min(0).max(5).optional(),
});
const Severity = z.object({ Severity: z.enum(SEVERITIES) });
const Assign = z.object({ AssigneeID: z.string(), IsMssp: z.boolean() });
const Tag = z.object({ TagName: z.string().min(1) });
const Untag = z.object({ TagID: z.string() });
const Mail = z.object({ Emails: z.array(z.string()), Content: z.string() });
const Address = z.email();
const Question = z.object({ Question: z.string().min(1) });
const File = z.object({ Data: z.base64(), Type: z.string(), Name: z.string() });
const Note = z.object({ Note: z.string(), Files: z.array(File) });
const Blocklist = z.object({
  Iocs: z.array(
    z.object({ Type: z.enum(BLOCKLIST_TYPES), Value: z.string(), BlocklistStatus: z.enum(['Sent', 'NotSent']) }),
  ),
});
const Takedown = z.object({ Target: z.enum(['Domain', 'Website']), ShouldCloseAlertAfterSuccess: z.boolean() });
const Report = z.object({ ExternalSources: z.array(z.string()).min(1) });

interface Change {
  /** Without fields the alert's update date stays. */
  readonly fields?: AlertFields;
  readonly type?: string;
  readonly information?: ActivityEntry['AdditionalInformation'];
}

/** Makes a change, writes it into the activity log and answers 200 without a body. */
function done({ world, id }: AlertCall, { fields, type, information = {} }: Change = {}) {
  if (fields) world.alerts.change(id, fields);
  if (type) logActivity(world, id, { type, information });
  world.changed();
  return empty(200);
}

/** `PATCH close-alert/{id}`. A hidden alert is gone. Source: CONTRACT.md §4.3.2. */
export const closeAlert = onAlert((call) => {
  const { Reason, FreeText, IsHidden, Rate = 0 } = bodyOf(call, Close);
  if (IsHidden && Reason !== 'FalsePositive') return invalid('Only a false positive can be hidden', '/IsHidden');
  if (IsHidden) {
    call.world.alerts.remove(call.id);
    call.world.changed();
    return empty(200);
  }
  const closed = { IsClosed: true, Reason, ...(FreeText !== undefined && { FreeText }) };
  const information = { Closed: closed, Status: { Rate } };
  return done(call, { fields: { Closed: { IsClosed: true } }, type: 'AlertClosed', information });
});

/** `PATCH reopen-alert/{id}`. */
export const reopenAlert = onAlert((call) =>
  done(call, {
    fields: { Closed: { IsClosed: false } },
    type: 'AlertReopened',
    information: { Closed: { IsClosed: false } },
  }),
);

/** `PATCH change-severity/{id}`. */
export const changeSeverity = onAlert((call) =>
  done(call, { fields: { Details: bodyOf(call, Severity) }, type: 'ChangeSeverity' }),
);

/** `PATCH assign-alert/{id}`. */
export const assignAlert = onAlert((call) => {
  const { AssigneeID, IsMssp } = bodyOf(call, Assign);
  const { users, msspUsers } = call.world.settings();
  const known = (IsMssp ? msspUsers : users).some(({ _id, IsDeleted }) => _id === AssigneeID && !IsDeleted);
  if (!known) return code('InvalidAssigneeID');
  const [previous] = textsIn(call.alert, 'Assignees');
  const information = { Assignee: AssigneeID, ...(previous && { PreviousAssignee: previous }) };
  return done(call, { fields: { Assignees: [AssigneeID] }, type: 'Assign', information });
});

/** `PATCH unassign-alert/{id}`. */
export const unassignAlert = onAlert((call) => done(call, { fields: { Assignees: [] }, type: 'Unassign' }));

/** `PATCH add-tag/{id}`. */
export const addTag = onAlert((call) => {
  const { TagName } = bodyOf(call, Tag);
  const tags = tagsOf(call);
  if (tags.some((tag) => field(tag, 'Name') === TagName)) return code('TagExist');
  const tagId = call.world.newId(call.world.now());
  const tag = { CreatedBy: 'API', Name: TagName, _id: tagId };
  const information = { TagNames: [TagName], TagIDs: [tagId] };
  return done(call, { fields: { Details: { Tags: [...tags, tag] } }, type: 'AddTag', information });
});

/** `PATCH remove-tag/{id}`. */
export const removeTag = onAlert((call) => {
  const { TagID } = bodyOf(call, Untag);
  const tags = tagsOf(call);
  const rest = tags.filter((tag) => field(tag, '_id') !== TagID);
  if (rest.length === tags.length) return code('InvalidTagID');
  return done(call, { fields: { Details: { Tags: rest } }, type: 'RemoveTag', information: { TagIDs: [TagID] } });
});

function tagsOf({ alert }: AlertCall): readonly unknown[] {
  const tags = detailOf(alert, 'Tags');
  return Array.isArray(tags) ? tags : [];
}

/** `POST send-mail/{id}`. */
export const sendMail = onAlert((call) => {
  const mail = bodyOf(call, Mail);
  const canBeSent = mail.Emails.length > 0 && mail.Emails.every((address) => Address.safeParse(address).success);
  if (!canBeSent) return code('InvalidEmails');
  call.world.alerts.file(call.id, ({ mails }) => ({ mails: [...mails, mail] }));
  const at = call.world.now();
  const Replies = mail.Emails.map((Email) => ({
    Email,
    Token: `sandbox-reply-token-${call.world.newId(at)}`,
    Date: at.toISOString(),
    ReadBy: [],
    IsTokenValid: true,
  }));
  const NoteId = call.world.newId(at);
  return done(call, { type: 'Mail', information: { Mail: { NoteId, Question: mail.Content, Replies } } });
});

/** `POST ask-the-analyst/{id}`. */
export const askAnalyst = onAlert((call) => {
  ask(call.world, call.id, bodyOf(call, Question).Question);
  return done(call);
});

/** `POST add-note/{id}`. */
export const addNote = onAlert((call) => {
  const note = bodyOf(call, Note);
  call.world.alerts.file(call.id, ({ notes }) => ({ notes: [...notes, note] }));
  return done(call, { fields: {}, type: 'WriteComment', information: { Comment: note.Note } });
});

/** `PATCH change-iocs-blocklist-status/{id}`. */
export const changeBlocklist = onAlert((call) => {
  const { Iocs } = bodyOf(call, Blocklist);
  if (Iocs.length === 0) return code('MissingIocs');
  const changed = new Map(Iocs.map(({ Value, BlocklistStatus }) => [Value, BlocklistStatus]));
  call.world.alerts.file(call.id, ({ blocklist }) => ({
    blocklist: [
      ...blocklist.filter(({ Value }) => !changed.has(Value)),
      ...[...changed].map(([Value, Status]) => ({ Value, Status })),
    ],
  }));
  return done(call);
});

/** `PATCH takedown-request/{id}`. */
export const requestTakedown = onAlert((call) => {
  const { Target, ShouldCloseAlertAfterSuccess } = bodyOf(call, Takedown);
  call.world.alerts.file(call.id, () => ({ closeAfterTakedown: ShouldCloseAlertAfterSuccess }));
  const information = { Takedown: { Target, ShouldCloseAlertAfterSuccess } };
  return done(call, { fields: { TakedownStatus: 'InProgress' }, type: 'TakedownRequest', information });
});

/** `POST report-iocs/{id}`. */
export const reportIocs = onAlert((call) => {
  const { ExternalSources } = bodyOf(call, Report);
  const { externalSources } = call.world.settings();
  if (!ExternalSources.every((source) => externalSources.includes(source))) return code('InvalidExternalSources');
  call.world.alerts.file(call.id, ({ reports }) => ({ reports: [...reports, ExternalSources] }));
  return done(call, { type: 'ReportIocs', information: { ExternalSources } });
});
