import type { Claim, ClaimedWrite } from '../domain/claim.ts';
import type { Incident } from '../domain/incident.ts';
import type { NewOutboxEntry } from '../domain/outbox.ts';
import type { Instance } from '../ports/vendor.ts';
import { wishOf } from './wish.ts';

/** A claim of something that was asked for. */
export type ClaimOfWrite = Claim & { readonly write: ClaimedWrite };

/** What there is to tell of it, and what it was about. */
export interface ClaimNews {
  readonly text: string;
  readonly tone: 'info' | 'warning';
  readonly incident: Incident | undefined;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** What became of a write whose process could not tell it: in the incident's thread, else to the person alone. */
export function claimNews(
  { by, write }: ClaimOfWrite,
  { text: outcome, tone, incident, at }: ClaimNews,
  instances: readonly Instance[],
): readonly NewOutboxEntry[] {
  const text = `asked for "${wishOf(write, incident, instances)}". ${outcome}`;
  if (incident?.message !== undefined) {
    const line = { at, text: by === 'rule' ? `A playbook ${text}` : text, ...(by !== 'rule' && { by }) };
    return [{ kind: 'thread', key: incident.key, channel: incident.routing.channel, createdAt: at, line }];
  }
  if (by === 'rule' || by === 'local') return [];
  const notice = { tone, title: 'A command was cut off', text: `You ${text}` } as const;
  return [{ kind: 'notice', channel: by, createdAt: at, notice }];
}

/** Another process took this one for dead and told that it failed, or that nobody knows: it was done after all. */
export function correctionOf(
  ended: Claim | undefined,
  { incident, at }: Pick<ClaimNews, 'incident' | 'at'>,
  instance: Instance,
): readonly NewOutboxEntry[] {
  if (ended?.write === undefined || ended.state === 'running') return [];
  const text = `It reached ${instance.vendorTitle} after all: it is done, and not to be repeated.`;
  return claimNews({ ...ended, write: ended.write }, { text, tone: 'info', incident, at }, [instance]);
}
