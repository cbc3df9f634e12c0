import * as z from 'zod';
import type { Json, JsonObject } from '../../domain/json.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { anyJson } from './client.ts';
import { isDots } from './intelligence/paths.ts';

/** A scalar as text without blanks around it; absent where it is null, empty or of another type. */
const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim())
  .transform((value) => (value === '' ? undefined : value))
  .nullish()
  .transform((value) => value ?? undefined)
  .catch(undefined);

/** The texts of a list; what is none is left out. */
const texts = z
  .array(z.unknown())
  .catch([])
  .transform((items) => items.flatMap((item) => text.parse(item) ?? []));

/** A time as ISO 8601 UTC; absent where it is missing or unreadable. */
const time = text.transform((value) => (value === undefined ? undefined : parseTimestamp(value)));

const flag = z.boolean().catch(false);

/** The objects of a list, each as `schema` reads it. */
function objects<T>(schema: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((items) =>
      items.flatMap((item) => {
        const parsed = schema.safeParse(item);
        return parsed.success ? [parsed.data] : [];
      }),
    );
}

/** An element of the alert list. Only its id must be right. Source: CONTRACT.md §4.2.1. */
export const AlertEntry = z
  .object({
    _id: z
      .string()
      .trim()
      .min(1)
      .refine((id) => !isDots(id), 'expected an id'),
    updateDate: text,
  })
  .transform(({ _id, updateDate }) => ({ id: _id, at: updateDate }));
export type AlertEntry = z.output<typeof AlertEntry>;

/** A page of the alert list; no content is an empty one (CONTRACT.md §6.7, W11). Its items are asked one by one. */
export const AlertPage = z
  .object({
    content: z
      .array(anyJson)
      .nullish()
      .transform((content) => content ?? []),
    nextOffset: text,
  })
  .nullable()
  .transform((page) => page ?? { content: [], nextOffset: undefined });
export type AlertPage = z.output<typeof AlertPage>;

const Asset = z.object({ Type: text, Value: text });
const Tag = z.object({ CreatedBy: text, Name: text, _id: text });

const Source = z
  .object({ Type: text, NetworkType: text, URL: text, Date: text, Email: text })
  .catch({ Type: undefined, NetworkType: undefined, URL: undefined, Date: undefined, Email: undefined });

const Details = z.object({
  Title: text,
  Description: text,
  Type: text,
  SubType: text,
  Severity: text,
  Images: texts,
  Tags: objects(Tag),
  Source,
});

const noDetails = Details.parse({});

/**
 * An alert in full. Any field may be missing, null or of another type; only that it is an object is asked.
 * Source: CONTRACT.md §4.2.2.
 */
export const CompleteAlert = z
  .object({
    _id: text,
    FoundDate: time,
    UpdateDate: time,
    Assets: objects(Asset),
    Assignees: texts,
    Details: Details.catch(noDetails),
    TakedownStatus: text,
    IsFlagged: flag,
    RelatedIocs: texts,
    RelatedThreatIDs: texts,
    Closed: z.object({ IsClosed: flag }).catch({ IsClosed: false }),
  })
  .transform(({ _id: id, Details: details, Closed: closed, ...wire }) => ({
    id,
    foundDate: wire.FoundDate,
    updateDate: wire.UpdateDate,
    assets: wire.Assets.map(({ Type: type, Value: value }) => ({ type, value })),
    assignees: wire.Assignees,
    type: details.Type,
    subType: details.SubType,
    title: details.Title,
    description: details.Description,
    severity: details.Severity,
    images: details.Images,
    tags: details.Tags.map(({ CreatedBy: createdBy, Name: name, _id: tag }) => ({ createdBy, name, id: tag })),
    source: {
      type: details.Source.Type,
      networkType: details.Source.NetworkType,
      url: details.Source.URL,
      date: details.Source.Date,
      email: details.Source.Email,
    },
    takedownStatus: wire.TakedownStatus,
    isFlagged: wire.IsFlagged,
    relatedIocs: wire.RelatedIocs,
    relatedThreatIds: wire.RelatedThreatIDs,
    isClosed: closed.IsClosed,
  }));
export type CompleteAlert = z.output<typeof CompleteAlert>;

/** An alert with the record that it came as. */
export const AlertRecord = z.record(z.string(), z.custom<Json>()).transform((raw: JsonObject) => ({
  raw,
  alert: CompleteAlert.parse(raw),
}));
export type AlertRecord = z.output<typeof AlertRecord>;

/** One message of the conversation with an analyst. Source: CONTRACT.md §4.2, `conversation.json`. */
export const ConversationMessage = z
  .object({ Date: text, Initiator: text, Message: text })
  .transform(({ Date: date, Initiator: initiator, Message: message }) => ({ date, initiator, message }));
export type ConversationMessage = z.output<typeof ConversationMessage>;

/** Users of the account; a record that cannot be read is none. Source: CONTRACT.md §4.1. */
export const AccountUsers = z
  .array(z.unknown())
  .catch([])
  .transform((records) => records.flatMap((record) => AccountUser.safeParse(record).data ?? []));

const AccountUser = z
  .object({ _id: z.string(), Email: z.string(), IsDeleted: z.boolean().nullish() })
  .transform(({ _id: id, Email: email, IsDeleted }) => ({ id, email, deleted: IsDeleted ?? false }));
