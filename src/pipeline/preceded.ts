import type { Actor } from '../domain/access.ts';
import { answer } from '../domain/answer.ts';
import type { Answer, Line, Span } from '../domain/answer.ts';
import type { Claim } from '../domain/claim.ts';
import type { Incident } from '../domain/incident.ts';
import type { Instance } from '../ports/vendor.ts';
import { actorName } from './authorise.ts';
import { wishOf } from './wish.ts';

interface Asking {
  readonly actor: Actor;
  readonly incident: Incident | undefined;
  readonly instances: readonly Instance[];
}

/** For who asked at once with somebody else, or twice: who was first, what that was and when. */
export function precededAnswer(
  { by, state, at, endedAt, write }: Claim,
  { actor, incident, instances }: Asking,
): Answer {
  const wish = write === undefined ? 'the same' : wishOf(write, incident, instances);
  const when: readonly Span[] =
    state === 'running' ? [', which is being done since ', { at }] : [', ', { at: endedAt ?? at }];
  const isOwn = actorName(actor) === by;
  const first: readonly Span[] = isOwn
    ? ['You asked for ', { bold: wish }]
    : [{ user: by }, ' was first: ', { bold: wish }];
  const lines: Line[] = [
    [...first, ...when, '.'],
    state === 'unknown'
      ? 'Whether that took effect is not known: look at the vendor.'
      : 'Ask again if you want something else.',
  ];
  const title = isOwn
    ? 'This was asked for already; nothing more was sent.'
    : 'Somebody was first; nothing more was sent.';
  return answer('info', title, { kind: 'text', lines });
}
