import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/access.ts';
import type { AuditEntry } from '../domain/checkpoint.ts';
import type { Command, CommandResult, IncidentPatch, Prepared } from '../domain/command.ts';
import { InputError, VendorError } from '../domain/errors.ts';
import type { VendorErrorKind } from '../domain/errors.ts';
import { incidentKey } from '../domain/incident.ts';
import type { Incident } from '../domain/incident.ts';
import type { JsonObject } from '../domain/json.ts';
import type { NewOutboxEntry } from '../domain/outbox.ts';
import { maskJson } from '../indicators/mask.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Changes, Known, Store } from '../ports/store.ts';
import type { Instance } from '../ports/vendor.ts';
import type { Work } from '../ports/work.ts';
import { actorName } from './authorise.ts';
import { show } from './ingest.ts';

export interface ExecuteDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly work: Work;
  readonly directory: Directory;
  readonly signal: AbortSignal;
}

/** A command with its arguments checked and its caller allowed. */
export interface Execution {
  readonly instance: Instance;
  readonly command: Command;
  readonly prepared: Extract<Prepared, { ok: true }>;
  readonly actor: Actor;
  readonly incident?: Incident;
}

export type Outcome =
  | { readonly ok: true; readonly result: CommandResult }
  | {
      readonly ok: false;
      readonly kind: VendorErrorKind | 'invalid' | 'internal';
      /** Safe to show. */
      readonly message: string;
      /** The vendor may or may not have done it. */
      readonly outcomeUnknown: boolean;
    };

/** How long a person's command may take. */
const longestMs = 120_000;

/** Runs a vendor command; what it changed, its thread lines and its audit entry are one commit. Never throws. */
export async function execute(execution: Execution, deps: ExecuteDeps): Promise<Outcome> {
  const { prepared, incident, actor } = execution;
  const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(longestMs)]);
  try {
    const result = await prepared.run({
      signal,
      ...(incident !== undefined && { incident }),
      ...(actor.kind === 'slack' && { actorEmail: async () => deps.directory.emailOf(actor.userId) }),
    });
    await settle(execution, result.patches ?? [], deps);
    return { ok: true, result };
  } catch (error) {
    const outcome = failed(error, execution, deps);
    await audit(execution, outcome.outcomeUnknown ? 'unknown' : 'failed', { deps, note: outcome.message });
    return outcome;
  }
}

/** Writes down that somebody asked for what they may not do. */
export async function auditDenied(
  execution: Omit<Execution, 'prepared'> & { args: JsonObject },
  deps: ExecuteDeps,
): Promise<void> {
  await deps.store.transact({ keys: [] }, () => ({
    audit: [entryOf(execution, execution.args, { outcome: 'denied', at: deps.clock.now().toISOString() })],
    result: undefined,
  }));
}

async function settle(execution: Execution, patches: readonly IncidentPatch[], deps: ExecuteDeps): Promise<void> {
  const { instance, command, actor } = execution;
  if (command.needs === 'read' && patches.length === 0) return;
  const at = deps.clock.now().toISOString();
  const entry = entryOf(execution, execution.prepared.args, { outcome: 'done', at });
  const keys = patches.map(({ externalId }) => incidentKey(instance.name, externalId));
  await deps.store.transact({ keys }, (known) => ({
    ...applyPatches(patches, known, {
      instance: instance.name,
      at,
      ...(actor.kind === 'slack' && { by: actor.userId }),
    }),
    audit: [entry],
    result: undefined,
  }));
  deps.work.wake();
}

/** What a person did to incidents that we know: their new state, their message, a line in their thread. */
function applyPatches(
  patches: readonly IncidentPatch[],
  { incidents }: Known,
  { instance, at, by }: { instance: string; at: string; by?: string },
): Changes {
  const changed: Incident[] = [];
  const enqueue: NewOutboxEntry[] = [];
  for (const patch of patches) {
    const before = incidents.get(incidentKey(instance, patch.externalId));
    if (before === undefined) continue;
    const incident = patched(before, patch, at);
    changed.push(incident);
    const { key, routing } = incident;
    const line = { at, text: patch.did, ...(by !== undefined && { by }) };
    enqueue.push(...show(incident, at));
    if (incident.message === undefined) continue;
    enqueue.push({ kind: 'thread', key, channel: routing.channel, createdAt: at, line });
  }
  return { incidents: changed, enqueue };
}

function patched(before: Incident, { status, closed, watch }: IncidentPatch, at: string): Incident {
  const { closedAt, ...open } = before;
  const isClosed = closed ?? before.closed;
  return {
    ...open,
    ...(status !== undefined && { status }),
    ...(watch !== undefined && { watched: watch }),
    closed: isClosed,
    ...(isClosed && { closedAt: closedAt ?? at }),
    patchedAt: at,
    changedAt: at,
    revision: before.revision + 1,
  };
}

function failed(
  error: unknown,
  { instance, command }: Execution,
  { log }: ExecuteDeps,
): Extract<Outcome, { ok: false }> {
  if (error instanceof InputError) return { ok: false, kind: 'invalid', message: error.message, outcomeUnknown: false };
  if (error instanceof VendorError) {
    const { kind, message, detail } = error;
    log.warn(
      { instance: instance.name, command: command.name, kind, status: detail.status },
      'a command failed at the vendor',
    );
    return { ok: false, kind, message, outcomeUnknown: detail.outcomeUnknown ?? false };
  }
  const reference = randomUUID().slice(0, 8);
  log.error(
    { instance: instance.name, command: command.name, reference, error: String(error) },
    'a command failed inside Picket',
  );
  const message = `Picket failed at this; the operator finds it in the log under ${reference}.`;
  return { ok: false, kind: 'internal', message, outcomeUnknown: command.needs !== 'read' };
}

async function audit(
  execution: Execution,
  outcome: AuditEntry['outcome'],
  { deps, note }: { deps: ExecuteDeps; note: string },
): Promise<void> {
  if (execution.command.needs === 'read') return;
  const at = deps.clock.now().toISOString();
  const entry = { ...entryOf(execution, execution.prepared.args, { outcome, at }), note };
  try {
    await deps.store.transact({ keys: [] }, () => ({ audit: [entry], result: undefined }));
  } catch (error) {
    deps.log.error({ entry, error: String(error) }, 'an audit entry could not be stored');
  }
}

function entryOf(
  { instance, command, actor, incident }: Omit<Execution, 'prepared'>,
  args: JsonObject,
  { outcome, at }: Pick<AuditEntry, 'outcome' | 'at'>,
): AuditEntry {
  return {
    at,
    by: actorName(actor),
    action: command.name,
    instance: instance.name,
    ...(incident !== undefined && { key: incident.key }),
    args: maskJson(args) as JsonObject,
    outcome,
  };
}
