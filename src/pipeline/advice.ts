import type { Answer, Line } from '../domain/answer.ts';
import { answer } from '../domain/answer.ts';
import { assertNever } from '../domain/errors.ts';
import type { Failure } from './execute.ts';

/** A failure in words for the person who asked: what failed, why, what to do next. */
export function failureAnswer(
  outcome: Failure,
  { instance, slackCommand }: { instance: string; slackCommand: string },
): Answer {
  const { kind, message, outcomeUnknown } = outcome;
  const lines: Line[] = outcomeUnknown
    ? [
        'Whether it took effect is not known: look at the vendor before you repeat it.',
        [{ code: `${slackCommand} test ${instance}` }, ' says whether it answers.'],
      ]
    : [adviceOn(kind, instance, slackCommand)];
  return answer('error', message, { kind: 'text', lines });
}

function adviceOn(kind: Failure['kind'], instance: string, slackCommand: string): Line {
  const test: Line = [{ code: `${slackCommand} test ${instance}` }];
  switch (kind) {
    case 'unreachable':
      return ['Nothing of this is lost: try again in a moment. If it stays so, ', ...test, ' says where it hangs.'];
    case 'rate-limited':
      return 'The vendor asks for a pause: try again in a minute.';
    case 'unauthorized':
      return ['An operator has to look at the key and at the address permission: ', ...test, ' tells which.'];
    case 'malformed':
      return ['The vendor answered in a way that Picket cannot read. The log of the bot has the first part of it.'];
    case 'refused':
      return 'The vendor understood and said no; repeating it will not help.';
    case 'invalid':
      return ['Nothing was sent to the vendor.'];
    case 'unwritten':
      return ['Do not repeat it: its message and thread follow as soon as the store can be written again.'];
    case 'internal':
      return ['Try once more; if it fails again, give the operator the reference.'];
    default:
      return assertNever(kind);
  }
}
