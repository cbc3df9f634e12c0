import { createHash } from 'node:crypto';
import type { Actor } from '../domain/access.ts';
import type { Claim, ClaimedWrite } from '../domain/claim.ts';
import type { JsonObject } from '../domain/json.ts';
import { maskJson } from '../indicators/mask.ts';
import type { Known } from '../ports/store.ts';
import { actorName } from './authorise.ts';
import type { ExecuteDeps, Execution } from './execute.ts';
import type { Interaction } from './interaction.ts';

/** What came of asking to be the one who does it. */
export type Take =
  | { readonly kind: 'taken'; readonly claim: Claim }
  /** It came before: nothing is to be done and nothing to be said. */
  | { readonly kind: 'repeated' }
  /** The same was asked for in another way, by the same person or another, before its outcome could be seen. */
  | { readonly kind: 'preceded'; readonly first: Claim; readonly claim: Claim };

/** An execution that somebody asked for. */
export type Asked = Execution & { readonly interaction: Interaction };

/** For so long after it ended, people press what they see before the message was drawn anew. */
const redrawMs = 1500;
const keptMs = 7 * 86_400_000;
const intentPrefix = 'intent:';

/**
 * Writes down that this is about to be done, unless it was done or is being done already. From here on nobody does it a
 * second time, and a crash leaves a claim that `settleClaims` finds. Errors: the store's; then nothing is to be sent.
 */
export async function takeClaim(asked: Asked, deps: Pick<ExecuteDeps, 'store' | 'clock' | 'presence'>): Promise<Take> {
  const now = deps.clock.now();
  const claim = claimOf(asked, { now, holder: deps.presence.token });
  const ids = [claim.id, ...(claim.pair === undefined ? [] : [claim.pair])];
  return deps.store.transact<Take>({ keys: [], claims: ids }, ({ claims }) => {
    if (claims.has(claim.id)) return { result: { kind: 'repeated' } };
    const first = claim.pair === undefined ? undefined : claims.get(claim.pair);
    const precedence = first === undefined ? undefined : precedenceOf(first, claim, asked.interaction);
    if (precedence?.kind === 'repeated') return { claims: [answered(claim)], result: precedence };
    if (precedence !== undefined) {
      const owing = owingWords(claim, 'Somebody else was first with this incident, so nothing was sent.');
      return { claims: [owing], result: { ...precedence, claim: owing } };
    }
    return { claims: [claim, ...intentOf(claim)], result: { kind: 'taken', claim } };
  });
}

function claimOf(asked: Asked, { now, holder }: { now: Date; holder: string }): Claim {
  const { instance, command, actor, incident, interaction, given } = asked;
  const write: ClaimedWrite = {
    instance: instance.name,
    command: command.name,
    args: maskJson(given) as JsonObject,
    ...(incident !== undefined && { key: incident.key }),
  };
  return {
    id: interaction.id,
    state: 'running',
    by: actorName(actor),
    at: now.toISOString(),
    write,
    holder,
    ...(interaction.kind !== 'playbook' && { pair: intentId(write, interaction) }),
    expiresAt: expiryOf(now),
  };
}

/** Buttons of one command on one incident exclude each other; what is filled in or typed, only where it is the same. */
function intentId({ instance, command, args, key }: ClaimedWrite, { kind }: Interaction): string {
  if (kind === 'press' && key !== undefined) return `${intentPrefix}${command}:${key}`;
  const print = createHash('sha256').update(
    JSON.stringify(Object.entries(args).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );
  return `${intentPrefix}${command}:${instance}:${print.digest('base64url').slice(0, 22)}`;
}

/** Whether a claim stands for what is meant to be done, rather than for the press that it came by. */
export function isIntent({ id }: Claim): boolean {
  return id.startsWith(intentPrefix);
}

function intentOf(claim: Claim): readonly Claim[] {
  return claim.pair === undefined ? [] : [{ ...claim, id: claim.pair, pair: claim.id }];
}

/** Nothing is to be said; a later delivery of it is to be none, too. */
function answered({ write: _write, pair: _pair, ...claim }: Claim): Claim {
  return { ...claim, state: 'done', endedAt: claim.at };
}

/** Nothing is done for it any more, and what was meant is free for others; its person has to be told. */
export function owingWords({ pair: _pair, ...claim }: Claim, owed: string): Claim {
  return { ...claim, owed };
}

function precedenceOf(
  first: Claim,
  claim: Claim,
  { kind, at }: Interaction,
): { readonly kind: 'repeated' } | { readonly kind: 'preceded'; readonly first: Claim } | undefined {
  if (first.state === 'failed') return undefined;
  const isRunning = first.state === 'running';
  if (!isRunning && Date.parse(first.endedAt ?? first.at) + redrawMs < Date.parse(at)) return undefined;
  if (first.by !== claim.by) return { kind: 'preceded', first };
  const isSame = JSON.stringify(first.write?.args) === JSON.stringify(claim.write?.args);
  // Who pressed it knows of it: another wish of theirs is meant, the same one is a double click.
  if (!isSame) return isRunning ? { kind: 'preceded', first } : undefined;
  const isDoubleClick = kind === 'press' && (!isRunning || first.holder === claim.holder);
  return isDoubleClick ? { kind: 'repeated' } : { kind: 'preceded', first };
}

/** What was given to a claimed command, by argument name. */
export function givenIn({ args }: ClaimedWrite): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** What a commit has to know for `endedClaims`. */
export function scopeOf(claim: Claim | undefined): readonly string[] {
  if (claim === undefined) return [];
  return claim.pair === undefined ? [claim.id] : [claim.id, claim.pair];
}

/** A claim with its end, and what ends with it. Pure. */
export function endedClaims(
  claim: Claim,
  { claims }: Pick<Known, 'claims'>,
  end: { readonly state: Exclude<Claim['state'], 'running'>; readonly at: string },
): readonly Claim[] {
  const { state, at: endedAt } = end;
  const intent = claim.pair === undefined ? undefined : claims.get(claim.pair);
  const own = intent?.pair === claim.id ? [{ ...intent, state, endedAt }] : [];
  return [{ ...claim, state, endedAt }, ...own];
}

/** For a commit that is the whole work by itself: what it reads and writes so as to happen once. */
export interface Once {
  readonly ids: readonly string[];
  /** Gives whether it was done before. */
  isRepeated(known: Pick<Known, 'claims'>): boolean;
  readonly claims: readonly Claim[];
}

/** Without an interaction it happens as often as it is asked. */
export function onceOnly(interaction: Interaction | undefined, actor: Actor, now: Date): Once {
  if (interaction === undefined) return { ids: [], isRepeated: () => false, claims: [] };
  const { id } = interaction;
  const at = now.toISOString();
  const expiresAt = expiryOf(now);
  return {
    ids: [id],
    isRepeated: ({ claims }) => claims.has(id),
    claims: [{ id, state: 'done', by: actorName(actor), at, endedAt: at, expiresAt }],
  };
}

function expiryOf(now: Date): string {
  return new Date(now.getTime() + keptMs).toISOString();
}
