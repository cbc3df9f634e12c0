import { answer } from '../../domain/answer.ts';
import type { Reply } from '../desk.ts';
import { actorName, refusal } from '../authorise.ts';
import { onceOnly } from '../claims.ts';
import { show } from '../ingest.ts';
import type { DeskDeps } from './deps.ts';
import { pickIncident } from './incidents.ts';
import type { Asked } from './line.ts';
import { reply } from './run-command.ts';

const userMention = /^<?@?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?$/;

/** `assign ID @user`: who looks after an incident, kept by Picket and shown on its message; `me` is who asks. */
export async function assignIncident(asked: Asked, deps: DeskDeps): Promise<Reply> {
  const {
    words: [id, who],
    actor,
    shared,
  } = asked;
  const incident = await pickIncident(id, deps);
  if ('tone' in incident) return reply(incident);
  const denial = await refusal(actor, 'respond', deps);
  if (denial !== undefined) return reply(denial);
  const assignee = who === 'me' && actor.kind === 'slack' ? actor.userId : userMention.exec(who ?? '')?.[1];
  if (assignee === undefined) return reply(answer('error', 'Assign it to whom? Mention a person (@name), or say me.'));
  const now = deps.clock.now();
  const at = now.toISOString();
  const once = onceOnly(asked.interaction, actor, now);
  const repeated = await deps.store.transact({ keys: [incident.key], claims: once.ids }, (known) => {
    if (once.isRepeated(known)) return { result: true };
    const before = known.incidents.get(incident.key);
    if (before === undefined) return { result: false };
    const after = { ...before, assignee, revision: before.revision + 1, changedAt: at };
    const line = { at, text: 'assigned this to', about: assignee, ...(actor.kind === 'slack' && { by: actor.userId }) };
    return {
      incidents: [after],
      enqueue: [
        ...show(after, at),
        { kind: 'thread', key: after.key, channel: after.routing.channel, createdAt: at, line },
      ],
      audit: [
        {
          at,
          by: actorName(actor),
          action: 'assign',
          instance: after.instance,
          key: after.key,
          args: { assignee },
          outcome: 'done',
        },
      ],
      claims: once.claims,
      result: false,
    };
  });
  if (repeated) return { kind: 'repeated' };
  deps.work.wake();
  return reply(
    answer('ok', `${incident.key} is assigned.`, { kind: 'text', lines: [['To ', { user: assignee }, '.']] }),
    { shared },
  );
}
