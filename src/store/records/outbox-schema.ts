import * as z from 'zod';
import type { Effect, OutboxEntry } from '../../domain/outbox.ts';
import { severities } from '../../domain/severity.ts';
import { count, flag, maybe, messageRef, text } from './primitives.ts';

// By kind, so that the type check asks for a new kind here.
const effects = {
  incident: z.looseObject({
    kind: z.literal('incident'),
    key: text,
    flood: z.exactOptional(
      z.looseObject({
        poll: text,
        burst: count,
        instance: text,
        severity: z.enum(severities),
        type: text,
        occurredAt: text,
      }),
    ),
  }),
  summary: z.looseObject({ kind: z.literal('summary'), id: text }),
  thread: z.looseObject({
    kind: z.literal('thread'),
    key: text,
    line: z.looseObject({
      at: text,
      by: maybe,
      text,
      changes: z.exactOptional(z.array(z.looseObject({ label: text, from: text, to: text }))),
      broadcast: flag,
    }),
  }),
  retire: z.looseObject({ kind: z.literal('retire'), key: text, message: messageRef }),
  remove: z.looseObject({ kind: z.literal('remove'), key: text, message: messageRef }),
  file: z.looseObject({ kind: z.literal('file'), key: text, attachment: text }),
  notice: z.looseObject({
    kind: z.literal('notice'),
    notice: z.looseObject({ tone: z.enum(['info', 'warning', 'error']), title: text, text }),
  }),
  command: z.looseObject({ kind: z.literal('command'), key: text, commandLine: text }),
} satisfies { [kind in Effect['kind']]: z.ZodType<Extract<Effect, { kind: kind }>> };

const waiting = z.looseObject({
  channel: text,
  createdAt: text,
  sequence: count,
  state: z.enum(['waiting', 'sending', 'buried']),
  attempt: z.exactOptional(z.looseObject({ id: text, startedAt: text, looks: count, file: maybe })),
  attempts: count,
  notBefore: maybe,
  lastError: maybe,
});

/** An entry of the outbox, of every kind of effect. */
export const outboxEntry: z.ZodType<OutboxEntry> = z.intersection(
  z.discriminatedUnion('kind', [
    effects.incident,
    effects.summary,
    effects.thread,
    effects.retire,
    effects.remove,
    effects.file,
    effects.notice,
    effects.command,
  ]),
  waiting,
);
