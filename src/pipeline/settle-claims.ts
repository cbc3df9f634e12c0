import type { Actor } from '../domain/access.ts';
import type { AuditEntry } from '../domain/checkpoint.ts';
import type { Claim } from '../domain/claim.ts';
import { incidentKey } from '../domain/incident.ts';
import type { Incident } from '../domain/incident.ts';
import { mask } from '../indicators/mask.ts';
import type { Changes } from '../ports/store.ts';
import { mayBeUnderWay } from './call-limits.ts';
import { claimNews } from './claim-news.ts';
import type { ClaimNews, ClaimOfWrite } from './claim-news.ts';
import { endedClaims, givenIn, isIntent, scopeOf } from './claims.ts';
import { offersOf } from './desk/deps.ts';
import type { DeskDeps, Offer } from './desk/deps.ts';
import { contextOf } from './execute.ts';
import { lookUp } from './look-up.ts';
import type { Looked } from './look-up.ts';
import { patchIncidents } from './patch-incidents.ts';
import { lifeOf } from './presence.ts';
import type { Others } from './presence.ts';

type FromDesk = 'store' | 'clock' | 'log' | 'work' | 'directory' | 'presence' | 'signal' | 'instances';

export interface SettleDeps extends Pick<DeskDeps, FromDesk> {
  /** Where other processes share the store; absent where whoever else held a claim is dead. */
  readonly others?: Others;
}

const everyMs = 10_000;
/** Dead processes that are settled for at the same time. */
const holdersAtOnce = 16;
/** How long a pass may take at most. */
const passMs = 60_000;
/** A vendor that cannot be asked for so long: people are told that nobody knows. */
const patienceMs = 3_600_000;

/** Settles what dead processes left, now and every ten seconds. Gives what ends it. */
export function watchClaims(deps: SettleDeps): () => Promise<void> {
  let pass: Promise<void> | undefined;
  const settle = (): void => {
    pass ??= settleClaims(deps)
      .catch((error: unknown) => {
        deps.others?.forget();
        deps.log.error({ error: String(error) }, 'what was cut off could not be settled; it is tried again');
      })
      .finally(() => {
        pass = undefined;
      });
  };
  settle();
  const timer = setInterval(settle, everyMs);
  return async () => {
    clearInterval(timer);
    await pass;
  };
}

/**
 * Settles the writes of processes that died in the middle: reads at the vendor what became of each and, in one commit,
 * changes the incident and tells it in its thread, or says that it did not arrive, or that nobody knows; the latter two
 * not before a process that may still live has ended its call. Nothing is ever sent again. Errors: the store's.
 */
export async function settleClaims(deps: SettleDeps): Promise<void> {
  const { store, presence, others } = deps;
  const interrupted = (await store.runningClaims())
    .filter(isInterrupted)
    .filter(({ id }) => !presence.atWork.has(id) && !presence.untold.has(id));
  const all = [...Map.groupBy(interrupted, (claim) => claim.holder ?? '')];
  const holders = all.map(([holder]) => holder).filter((holder) => holder !== presence.token);
  const gone = await others?.goneOf(holders);
  const groups = all.filter(([holder]) => holder === presence.token || (gone?.has(holder) ?? true));
  // Each look takes seconds: one dead process after the other would keep people waiting for minutes after a bad day.
  for (let first = 0; first < groups.length; first += holdersAtOnce) {
    const some = groups.slice(first, first + holdersAtOnce);
    await Promise.all(some.map(async ([holder, claims]) => settleFor(holder, claims, deps)));
  }
}

async function settleFor(holder: string, claims: readonly ClaimOfWrite[], deps: SettleDeps): Promise<void> {
  const { store, presence } = deps;
  const settle = async (): Promise<unknown> => Promise.all(claims.map(async (claim) => settleOne(claim, deps)));
  if (holder === presence.token) return void (await settle());
  // Whoever holds a dead process's life settles for it; a living one cannot be taken from.
  const life = lifeOf(holder, presence.token);
  if (!(await store.hold(life, passMs))) return;
  try {
    await settle();
  } finally {
    await store.release(life);
  }
}

function isInterrupted(claim: Claim): claim is ClaimOfWrite {
  return claim.write !== undefined && !isIntent(claim);
}

async function settleOne(claim: ClaimOfWrite, deps: SettleDeps): Promise<void> {
  const { write } = claim;
  const offer = offersOf(write.command, deps.instances).find(({ instance }) => instance.name === write.instance);
  const incident = write.key === undefined ? undefined : await deps.store.incident(write.key);
  const mayLive = deps.others !== undefined && claim.holder !== deps.presence.token;
  const isOpen = mayLive && claim.owed === undefined && mayBeUnderWay(claim, offer?.instance, deps.clock);
  const looked =
    claim.owed === undefined ? await look(claim, { offer, incident, isOpen }, deps) : ({ state: 'not-done' } as const);
  if (deps.signal.aborted || (isOpen && looked.state !== 'done')) return;
  const isYoung = deps.clock.now().getTime() - Date.parse(claim.at) < patienceMs;
  if (looked.state === 'unreadable' && isYoung) return;
  await conclude(claim, looked, deps);
  deps.work.wake();
}

interface About {
  readonly offer: Offer | undefined;
  readonly incident: Incident | undefined;
  /** Its call may be under way: it is looked for again later, and once is enough now. */
  readonly isOpen: boolean;
}

async function look(
  { at, by, write }: ClaimOfWrite,
  { offer, incident, isOpen }: About,
  deps: SettleDeps,
): Promise<Looked> {
  const given = givenIn(write);
  // What was masked cannot be compared with what the vendor has.
  if (offer === undefined || Object.values(given).some((value) => value.includes(mask))) return { state: 'unknown' };
  const prepared = offer.command.prepare(given);
  if (!prepared.ok) return { state: 'unknown' };
  const actor: Actor = by === 'rule' ? { kind: 'rule' } : { kind: 'slack', userId: by };
  const asked = { actor, ...(incident !== undefined && { incident }) };
  const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(passMs / 2)]);
  const context = { ...contextOf(asked, deps), signal, since: at };
  return lookUp(prepared, context, { ...deps, isOnce: isOpen });
}

async function conclude(claim: ClaimOfWrite, looked: Looked, deps: SettleDeps): Promise<void> {
  const { id, by, write } = claim;
  const at = deps.clock.now().toISOString();
  const patches = looked.state === 'done' ? (looked.result.patches ?? []) : [];
  const patched = patches.map(({ externalId }) => incidentKey(write.instance, externalId));
  const keys = [...patched, ...(write.key === undefined ? [] : [write.key])];
  const state = stateOf(looked);
  await deps.store.transact({ keys, claims: scopeOf(claim) }, (known): Changes & { result: undefined } => {
    if (known.claims.get(id)?.state !== 'running') return { result: undefined };
    const who = by === 'rule' ? {} : { by };
    const changed = patchIncidents(patches, known, { instance: write.instance, at, ...who });
    const incident = write.key === undefined ? undefined : known.incidents.get(write.key);
    const isTold = (changed.enqueue ?? []).some(({ kind }) => kind === 'thread');
    return {
      ...changed,
      enqueue: [
        ...(changed.enqueue ?? []),
        ...(isTold ? [] : claimNews(claim, newsOf(claim, { looked, incident, at }, deps), deps.instances)),
      ],
      audit: [auditOf(claim, state, at)],
      claims: endedClaims(claim, known, { state, at }),
      result: undefined,
    };
  });
  deps.log.warn({ command: write.command, key: write.key, by, state }, 'a command that was cut off is settled');
}

function stateOf({ state }: Looked): 'done' | 'failed' | 'unknown' {
  if (state === 'done') return 'done';
  return state === 'not-done' ? 'failed' : 'unknown';
}

function auditOf({ by, write }: ClaimOfWrite, outcome: AuditEntry['outcome'], at: string): AuditEntry {
  const { command, instance, args, key } = write;
  const note = 'cut off in the middle; looked up at the vendor afterwards';
  return { at, by, action: command, instance, args, outcome, note, ...(key !== undefined && { key }) };
}

function newsOf(
  { write, owed }: ClaimOfWrite,
  { looked, incident, at }: { readonly looked: Looked; readonly incident: Incident | undefined; readonly at: string },
  { instances }: SettleDeps,
): ClaimNews {
  const vendor = instances.find(({ name }) => name === write.instance)?.vendorTitle ?? write.instance;
  const tone = looked.state === 'done' ? 'info' : 'warning';
  return { text: owed ?? outcomeText(looked, vendor), tone, incident, at };
}

function outcomeText({ state }: Looked, vendor: string): string {
  const because = 'Picket was stopped in the middle.';
  if (state === 'done') return `${because} A look at ${vendor} shows that it was done.`;
  if (state === 'not-done') return `It did not reach ${vendor}: ${because} Press again.`;
  return `${because} Whether it took effect is not known: look at ${vendor} before you repeat it.`;
}
