import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/access.ts';
import type { Claim } from '../domain/claim.ts';
import type { Command, CommandContext, CommandResult, Prepared } from '../domain/command.ts';
import { InputError, unsureSentence, VendorError } from '../domain/errors.ts';
import type { VendorErrorKind } from '../domain/errors.ts';
import { incidentKey } from '../domain/incident.ts';
import type { Incident } from '../domain/incident.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { Store } from '../ports/store.ts';
import type { Instance } from '../ports/vendor.ts';
import type { Work } from '../ports/work.ts';
import { auditEntry } from './audit-entry.ts';
import { longestMs, restOf } from './call-limits.ts';
import { correctionOf } from './claim-news.ts';
import { endedClaims, scopeOf, takeClaim } from './claims.ts';
import type { Asked } from './claims.ts';
import type { Interaction } from './interaction.ts';
import { lookUp } from './look-up.ts';
import { patchIncidents } from './patch-incidents.ts';
import type { Presence } from './presence.ts';
import { failedClaims, tellingOf } from './telling.ts';
import type { Telling } from './telling.ts';

export interface ExecuteDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly work: Work;
  readonly directory: Directory;
  readonly presence: Presence;
  /** Aborted when the process is stopping. */
  readonly signal: AbortSignal;
}

/** A command with its arguments checked and its caller allowed. */
export interface Execution {
  readonly instance: Instance;
  readonly command: Command;
  readonly prepared: Extract<Prepared, { ok: true }>;
  /** The arguments as they were given. */
  readonly given: { readonly [name: string]: string };
  readonly actor: Actor;
  readonly incident?: Incident;
  /** With it, a write happens once and is settled after a crash; the terminal, which nobody repeats, has none. */
  readonly interaction?: Interaction;
}

export interface Failure {
  readonly ok: false;
  readonly kind: VendorErrorKind | 'invalid' | 'internal' | 'unwritten';
  /** Safe to show. */
  readonly message: string;
  /** The vendor may or may not have done it. */
  readonly outcomeUnknown: boolean;
  readonly told?: Telling;
}

/** `repeated` and `preceded`: nothing was done, since it was or is being done by another delivery or another person. */
export type Outcome =
  | { readonly ok: true; readonly result: CommandResult }
  | Failure
  | { readonly ok: false; readonly kind: 'repeated' }
  | { readonly ok: false; readonly kind: 'preceded'; readonly first: Claim; readonly told: Telling };

/**
 * Runs a vendor command. A write is claimed before the vendor is asked; what it changed, its thread lines, its audit
 * entry and the claim's end are one commit. Where no answer came, reading at the vendor decides. Never throws.
 */
export async function execute(execution: Execution, deps: ExecuteDeps): Promise<Outcome> {
  const { interaction, command } = execution;
  if (interaction === undefined || command.needs === 'read') {
    interaction?.kept?.();
    return perform(execution, undefined, deps);
  }
  return executeOnce({ ...execution, interaction }, deps);
}

async function executeOnce(asked: Asked, deps: ExecuteDeps): Promise<Outcome> {
  const { id, kept } = asked.interaction;
  const { atWork } = deps.presence;
  if (atWork.has(id)) return { ok: false, kind: 'repeated' };
  atWork.add(id);
  try {
    const take = await takeClaim(asked, deps);
    kept?.();
    if (take.kind === 'repeated') return { ok: false, kind: 'repeated' };
    if (take.kind === 'taken') return await perform(asked, take.claim, deps);
    return { ok: false, kind: 'preceded', first: take.first, told: tellingOf(take.claim, 'done', deps) };
  } catch (error) {
    return internal(error, asked, {
      deps,
      said: 'Nothing was sent to the vendor: Picket could not write it down first',
    });
  } finally {
    atWork.delete(id);
  }
}

const tooLate = 'Nothing was sent to the vendor: Picket stood still for too long before it could. Please try again.';

async function perform(execution: Execution, claim: Claim | undefined, deps: ExecuteDeps): Promise<Outcome> {
  const since = deps.clock.now().toISOString();
  const restMs = claim === undefined ? longestMs : restOf(claim, execution.instance, deps.clock);
  const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(restMs)]);
  const context = { ...contextOf(execution, deps), signal };
  try {
    if (restMs === 0) throw new VendorError(tooLate, { kind: 'unreachable', trouble: 'cancelled' });
    const result = await execution.prepared.run(context);
    return await finish(execution, { result, claim }, deps);
  } catch (error) {
    const failure = failureOf(error, execution, deps);
    if (execution.command.needs === 'read' || !mayHaveWorked(error)) return fail(execution, { failure, claim }, deps);
    const looked = await lookUp(execution.prepared, { ...context, since }, deps);
    if (looked.state === 'done') return finish(execution, { result: looked.result, claim }, deps);
    if (looked.state === 'not-done') return fail(execution, { failure: undone(failure, execution), claim }, deps);
    const unknown = { ...failure, outcomeUnknown: true };
    // The next start looks it up and tells: there is no time for it now.
    return deps.signal.aborted && claim !== undefined ? unknown : fail(execution, { failure: unknown, claim }, deps);
  }
}

/** What a command may know of who asks and what about; the signal is the caller's. */
export function contextOf(
  { actor, incident }: Pick<Execution, 'actor' | 'incident'>,
  { directory }: Pick<ExecuteDeps, 'directory'>,
): Omit<CommandContext, 'signal'> {
  return {
    ...(incident !== undefined && { incident }),
    ...(actor.kind === 'slack' && { actorEmail: async () => directory.emailOf(actor.userId) }),
  };
}

/** Whether the write may have taken effect all the same: no answer, one that says nothing of it, or a failing server. */
function mayHaveWorked(error: unknown): boolean {
  if (error instanceof InputError) return false;
  if (!(error instanceof VendorError)) return true;
  const { kind, trouble, outcomeUnknown } = error.detail;
  return outcomeUnknown === true || kind === 'malformed' || trouble === 'server';
}

/** Writes down that somebody asked for what they may not do. */
export async function auditDenied(
  execution: Pick<Execution, 'instance' | 'command' | 'actor' | 'incident'> & { args: JsonObject },
  { store, clock }: Pick<ExecuteDeps, 'store' | 'clock'>,
): Promise<void> {
  const end = { outcome: 'denied', at: clock.now().toISOString() } as const;
  await store.transact({ keys: [] }, () => ({
    audit: [auditEntry(execution, execution.args, end)],
    result: undefined,
  }));
}

interface Done {
  readonly result: CommandResult;
  readonly claim: Claim | undefined;
}

async function finish(execution: Execution, done: Done, deps: ExecuteDeps): Promise<Outcome> {
  try {
    await settle(execution, done, deps);
    return { ok: true, result: done.result };
  } catch (error) {
    const failure = internal(error, execution, { deps, said: 'It was done, but Picket could not write that down' });
    return { ...failure, kind: 'unwritten' };
  }
}

async function settle(execution: Execution, { result, claim }: Done, deps: ExecuteDeps): Promise<void> {
  const { instance, command, actor, prepared, incident } = execution;
  const { patches = [] } = result;
  if (command.needs === 'read' && patches.length === 0) return;
  const at = deps.clock.now().toISOString();
  const keys = patches.map(({ externalId }) => incidentKey(instance.name, externalId));
  const by = { instance: instance.name, at, ...(actor.kind === 'slack' && { by: actor.userId }) };
  await deps.store.transact({ keys, claims: scopeOf(claim) }, (known) => {
    // Another process took this one for dead, looked it up and told it.
    const ended = claim === undefined ? undefined : known.claims.get(claim.id);
    if (ended?.state === 'done') return { result: undefined };
    const changed = patchIncidents(patches, known, by);
    return {
      ...changed,
      enqueue: [...(changed.enqueue ?? []), ...correctionOf(ended, { incident, at }, instance)],
      audit: [auditEntry(execution, prepared.args, { outcome: 'done', at })],
      ...(claim !== undefined && { claims: endedClaims(claim, known, { state: 'done', at }) }),
      result: undefined,
    };
  });
  deps.work.wake();
}

function failureOf(error: unknown, execution: Execution, deps: ExecuteDeps): Failure {
  const { instance, command } = execution;
  if (error instanceof InputError) return { ok: false, kind: 'invalid', message: error.message, outcomeUnknown: false };
  if (!(error instanceof VendorError)) return internal(error, execution, { deps, said: 'Picket failed at this' });
  const { kind, message, detail } = error;
  const facts = { instance: instance.name, command: command.name, kind, status: detail.status };
  deps.log.warn(facts, 'a command failed at the vendor');
  return { ok: false, kind, message, outcomeUnknown: detail.outcomeUnknown ?? false };
}

function internal(
  error: unknown,
  { instance, command }: Execution,
  { deps, said }: { readonly deps: ExecuteDeps; readonly said: string },
): Failure {
  const reference = randomUUID().slice(0, 8);
  deps.log.error(
    { instance: instance.name, command: command.name, reference, error: String(error) },
    'a command failed inside Picket',
  );
  const message = `${said}; the operator finds it in the log under ${reference}.`;
  return { ok: false, kind: 'internal', message, outcomeUnknown: false };
}

function undone(failure: Failure, { instance }: Execution): Failure {
  const reason = failure.message.replace(unsureSentence, '').trim();
  const message = `${reason} A look at ${instance.vendorTitle} shows that nothing changed.`;
  return { ...failure, message, outcomeUnknown: false };
}

async function fail(
  execution: Execution,
  { failure, claim }: { readonly failure: Failure; readonly claim: Claim | undefined },
  deps: ExecuteDeps,
): Promise<Outcome> {
  if (execution.command.needs === 'read') return failure;
  const at = deps.clock.now().toISOString();
  const outcome = failure.outcomeUnknown ? 'unknown' : 'failed';
  const entry = auditEntry(execution, execution.prepared.args, { outcome, at, note: failure.message });
  const unsure = failure.outcomeUnknown ? ' Whether it took effect is not known.' : '';
  const owed = execution.actor.kind === 'slack' ? `${failure.message}${unsure}` : undefined;
  try {
    const isDone = await deps.store.transact({ keys: [], claims: scopeOf(claim) }, (known) => {
      if (claim !== undefined && known.claims.get(claim.id)?.state === 'done') return { result: true };
      const claims = claim === undefined ? [] : failedClaims(claim, known, { state: outcome, at, owed });
      return { audit: [entry], claims, result: false };
    });
    // Another process saw that it was done after all, and told it.
    if (isDone) return { ok: false, kind: 'repeated' };
  } catch (error) {
    deps.log.error({ entry, error: String(error) }, 'an audit entry could not be stored');
    return failure;
  }
  return owed === undefined || claim === undefined ? failure : { ...failure, told: tellingOf(claim, outcome, deps) };
}
