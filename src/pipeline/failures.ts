import type { DeliveryErrorKind } from '../domain/errors.ts';
import type { Effect } from '../domain/outbox.ts';

/**
 * What becomes of an outbox entry that Slack did not take.
 *
 * - `again`: it waits, for as long as Slack asks, else 2, 4, 8 … seconds, five minutes at most. A post without an
 *   answer stays in `sending`: its next turn looks it up
 * - `move`: it goes to the default channel, with the incident's message; in the default channel itself it waits
 * - `repost`: the incident's message is posted anew, and this follows behind it
 * - `replace`: the message is posted anew and the old one deleted
 * - `drop`: nothing is left to do
 * - `bury`: it is set aside, the operator is told, and `/threat outbox` retries it
 */
export type Fate = 'again' | 'move' | 'repost' | 'replace' | 'drop' | 'bury';

export type SlackEffect = Exclude<Effect['kind'], 'command'>;

type Row = { readonly [effect in SlackEffect]: Fate };

const always = (fate: Fate): Row => ({
  incident: fate,
  summary: fate,
  thread: fate,
  file: fate,
  notice: fate,
  retire: fate,
  remove: fate,
});

/** The one table of failures (PLATFORM §3.1): a row for what Slack's error means, a column for what was to be done. */
export const fates: { readonly [kind in DeliveryErrorKind]: Row } = {
  wait: always('again'),
  unknown: always('again'),
  // Nobody but an operator can mend tokens and scopes; nothing may be lost until then.
  installation: always('again'),
  // Archived, deleted, not ours to post to. It may come back: what was left there is deleted then, for a week.
  channel: { ...always('move'), retire: 'drop', remove: 'again' },
  // Reduced to plain text it was refused, too: a defect of ours.
  message: always('bury'),
  // A person deleted the message.
  gone: {
    incident: 'repost',
    summary: 'repost',
    thread: 'repost',
    file: 'repost',
    notice: 'bury',
    retire: 'drop',
    remove: 'drop',
  },
  // The workspace closes messages to edits after a time.
  locked: {
    incident: 'replace',
    summary: 'replace',
    thread: 'bury',
    file: 'bury',
    notice: 'bury',
    retire: 'bury',
    remove: 'drop',
  },
};
