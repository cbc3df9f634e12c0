import type { App } from '@slack/bolt';
import type { Checked } from '../../pipeline/desk.ts';
import { secondsSince } from '../acknowledge.ts';
import { callbacks } from '../ids.ts';
import { instanceBlock } from '../render/forms.ts';
import { cut } from '../render/escape.ts';
import type { Place } from '../place.ts';
import { type FormMetadata, formMetadataOf, Submitted } from './schema.ts';
import { actorOf, type ListenerDeps, outdated } from './deps.ts';

const anyView = /^[\s\S]*$/;
const maxFault = 500;

/** A form sent: faults go back into it; else it closes at once and the work is answered where the form was asked for. */
export function registerViews(app: App, deps: ListenerDeps): void {
  const { replies, metrics, slackCommand } = deps;
  const running = new Set<string>();
  app.view(anyView, async ({ ack, body, context }) => {
    const submitted = Submitted.parse(body);
    const about = submitted.callbackId === callbacks.form ? formMetadataOf(submitted.metadata) : undefined;
    const checked = about === undefined ? undefined : check(submitted, about, deps);
    const errors = checked?.ok === false ? errorsOf(checked, Object.keys(submitted.values)) : undefined;
    await (errors === undefined ? ack() : ack({ response_action: 'errors', errors }));
    metrics.acknowledged('view', secondsSince(context));

    const place = placeOf(submitted, about);
    if (checked === undefined) return replies.say(place, outdated('form', slackCommand));
    if (errors !== undefined) return;
    if (!checked.ok) return replies.say(place, checked.faults.map(({ message }) => message).join(' '));
    // Sent twice before it closed: once is enough.
    if (running.has(submitted.viewId)) return;
    running.add(submitted.viewId);
    try {
      await replies.show(place, checked.run());
    } finally {
      running.delete(submitted.viewId);
    }
  });
}

function check(submitted: Submitted, about: FormMetadata, { desk }: ListenerDeps): Checked {
  const { [instanceBlock]: chosen, ...values } = submitted.values;
  const instance = about.instance ?? (chosen === '' ? undefined : chosen);
  return desk.check({
    actor: actorOf(submitted),
    command: about.command,
    values,
    ...(instance !== undefined && { instance }),
    ...(about.key !== undefined && { key: about.key }),
  });
}

/** Faults by input block: Slack takes them for blocks of the form only. None where the form has no input. */
function errorsOf(
  { faults }: Extract<Checked, { ok: false }>,
  blocks: readonly string[],
): { [blockId: string]: string } | undefined {
  const [first] = blocks;
  if (first === undefined) return undefined;
  const errors: { [blockId: string]: string } = {};
  for (const { argument, message } of faults) {
    const block = blocks.includes(argument) ? argument : first;
    errors[block] = cut([errors[block], message].filter((text) => text !== undefined).join(' '), maxFault);
  }
  return errors;
}

function placeOf({ userId, triggerId }: Submitted, about: FormMetadata | undefined): Place {
  return {
    userId,
    triggerId,
    channelId: about?.channelId,
    threadTs: about?.threadTs,
    responseUrl: about?.responseUrl,
    typed: false,
  };
}
