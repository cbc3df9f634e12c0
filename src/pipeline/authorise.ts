import { holds } from '../domain/access.ts';
import type { AccessPolicy, Actor, Right } from '../domain/access.ts';
import { answer } from '../domain/answer.ts';
import type { Answer } from '../domain/answer.ts';
import type { Directory } from '../ports/directory.ts';

export interface AccessDeps {
  readonly access: AccessPolicy;
  readonly directory: Directory;
}

/** Gives what to tell a person who may not; absent where they may. Seeing a message is no permission. */
export async function refusal(actor: Actor, right: Right, deps: AccessDeps): Promise<Answer | undefined> {
  if (actor.kind !== 'slack' || right === 'read') return undefined;
  if (isForeign(actor, deps.directory)) return denied(right, 'It is for people of the workspace Picket belongs to.');
  const policy = deps.access[right];
  const needsGroups = policy !== 'everyone' && policy.some((holder) => holder.startsWith('@'));
  const groups = needsGroups ? await deps.directory.groupsOf(actor.userId) : [];
  if (holds(deps.access, right, { userId: actor.userId, groups })) return undefined;
  return denied(right, whoMay(policy));
}

/** The name under which an actor stands in the audit. */
export function actorName(actor: Actor): string {
  return actor.kind === 'slack' ? actor.userId : actor.kind;
}

function isForeign(actor: Actor & { kind: 'slack' }, { teamId }: Directory): boolean {
  return actor.teamId !== undefined && teamId !== undefined && actor.teamId !== teamId;
}

function whoMay(policy: AccessPolicy[Exclude<Right, 'read'>]): string {
  const holders = policy === 'everyone' ? ['everyone'] : policy;
  const groups = holders.filter((holder) => holder.startsWith('@'));
  if (groups.length > 0) return `Ask someone in ${groups.join(', ')}.`;
  return holders.length === 0 ? 'Nobody holds it yet.' : 'Ask one of the people who hold it.';
}

function denied(right: Right, who: string): Answer {
  return answer('warning', 'You may not do that here.', {
    kind: 'text',
    lines: [
      [
        'It needs the right ',
        { code: right },
        `. ${who} An operator can change it in picket.yaml under `,
        { code: `access.${right}` },
        '.',
      ],
    ],
  });
}
