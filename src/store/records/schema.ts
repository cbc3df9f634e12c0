import * as z from 'zod';
import type { Checkpoint, Pause, StoredRejection } from '../../domain/checkpoint.ts';
import type { Claim } from '../../domain/claim.ts';
import type { Incident } from '../../domain/incident.ts';
import { indicatorKinds, type IndicatorRecord } from '../../domain/indicator.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import { severities } from '../../domain/severity.ts';
import type { Summary } from '../../domain/summary.ts';
import type { ContentTable, StoredRecords } from '../../ports/store-contents.ts';
import { outboxEntry } from './outbox-schema.ts';
import { count, flag, maybe, maybeTexts, messageRef, text, texts } from './primitives.ts';

const json = z.custom<Json>((value) => value !== undefined, 'expected a JSON value');
const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected an object',
);
const indicator = z.looseObject({ kind: z.enum(indicatorKinds), value: text });

const incident: z.ZodType<Incident> = z.looseObject({
  key: text,
  instance: text,
  vendor: text,
  externalId: text,
  type: text,
  title: text,
  description: text,
  severity: z.enum(severities),
  severityLabel: text,
  status: text,
  closed: z.boolean(),
  occurredAt: text,
  updatedAt: maybe,
  assets: texts,
  tags: texts,
  indicators: z.array(indicator),
  tlp: maybe,
  link: maybe,
  attachments: maybeTexts,
  facts: z.array(z.looseObject({ label: text, value: text, sensitive: flag })),
  raw: jsonObject,
  routing: z.looseObject({
    channel: text,
    mention: texts,
    dropped: z.boolean(),
    onUpdate: z.enum(['update-only', 'recreate-closed', 'ignore']),
    on: z.looseObject({
      new: maybeTexts,
      updated: maybeTexts,
      closed: maybeTexts,
    }),
  }),
  revision: count,
  fingerprint: text,
  firstSeenAt: text,
  changedAt: text,
  closedAt: maybe,
  patchedAt: maybe,
  assignee: maybe,
  absentSince: maybe,
  watched: flag,
  remarks: maybeTexts,
  message: z.exactOptional(messageRef),
  previous: z.exactOptional(messageRef),
});

const checkpoint: z.ZodType<Checkpoint> = z.looseObject({ instance: text, feed: text, cursor: json, at: text });

const rejection: z.ZodType<StoredRejection> = z.looseObject({
  id: text,
  reason: text,
  raw: json,
  instance: text,
  feed: text,
  firstSeenAt: text,
  lastSeenAt: text,
  count,
});

const indicatorRecord: z.ZodType<IndicatorRecord> = indicator.extend({
  instance: text,
  feed: text,
  sources: texts,
  tags: texts,
  confidence: z.exactOptional(z.number()),
  severity: maybe,
  status: maybe,
  tlp: maybe,
  details: texts,
  createdAt: maybe,
  updatedAt: maybe,
  expiresAt: maybe,
});

const audit: z.ZodType<StoredRecords['audit']> = z.looseObject({
  sequence: count,
  entry: z.looseObject({
    at: text,
    by: text,
    action: text,
    instance: maybe,
    key: maybe,
    args: jsonObject,
    outcome: z.enum(['done', 'failed', 'denied', 'unknown']),
    note: maybe,
  }),
});

const pause: z.ZodType<Pause> = z.looseObject({ instance: text, by: text, at: text, reason: text });

const claim: z.ZodType<Claim> = z.looseObject({
  id: text,
  state: z.enum(['running', 'done', 'failed', 'unknown']),
  by: text,
  at: text,
  endedAt: maybe,
  write: z.exactOptional(z.looseObject({ instance: text, command: text, args: jsonObject, key: maybe })),
  holder: maybe,
  pair: maybe,
  expiresAt: text,
});

const summary: z.ZodType<Summary> = z.looseObject({
  id: text,
  channel: text,
  createdAt: text,
  instance: text,
  source: text,
  single: count,
  keys: texts,
  severities: z.partialRecord(z.enum(severities), count),
  types: z.record(text, count),
  revision: count,
  message: z.exactOptional(messageRef),
});

/**
 * The shape of each record. Strict on what the store and its readers rely on, open to fields it does not know: a record
 * stays as it was written.
 */
export const recordSchemas: { readonly [T in ContentTable]: z.ZodType<StoredRecords[T]> } = {
  incidents: incident,
  outbox: outboxEntry,
  checkpoints: checkpoint,
  rejections: rejection,
  indicators: indicatorRecord,
  audit,
  pauses: pause,
  claims: claim,
  summaries: summary,
};

/** What is wrong with a record, without anything of its content: `incident.severity: Invalid option: …`. */
export function faultOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined) return 'unknown fault';
  const path = issue.path.map(String).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
