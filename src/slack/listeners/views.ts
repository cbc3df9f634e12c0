import type { App, types, ViewResponseAction } from '@slack/bolt';
import type { Checked, Form } from '../../pipeline/desk.ts';
import { secondsSince, whenKept } from '../acknowledge.ts';
import { callbacks } from '../ids.ts';
import { interactionOfForm } from '../interactions.ts';
import { instanceBlock, renderForm } from '../render/forms.ts';
import { cut } from '../render/escape.ts';
import type { Place } from '../place.ts';
import { type FormMetadata, formMetadataOf, Submitted } from './schema.ts';
import { actorOf, type ListenerDeps, outdated } from './deps.ts';

const anyView = /^[\s\S]*$/;
const maxFault = 500;

/** A form sent: faults go back into it; else it closes at once and the work is answered where the form was asked for. */
export function registerViews(app: App, deps: ListenerDeps): void {
  const { replies, metrics, slackCommand, clock } = deps;
  app.view(anyView, async ({ ack, body, context }) => {
    const submitted = Submitted.parse(body);
    const about = submitted.callbackId === callbacks.form ? formMetadataOf(submitted.metadata) : undefined;
    const checked = about === undefined ? undefined : check(submitted, about, deps);
    const response = about === undefined || checked?.ok !== false ? undefined : responseTo(checked, submitted, about);
    const run = checked?.ok === true ? checked.run : undefined;
    const kept =
      run && (await whenKept((keep) => run(interactionOfForm(submitted, { now: clock.now(), kept: keep })), clock));
    await (response === undefined ? ack() : ack(response));
    metrics.acknowledged('view', secondsSince(context));

    const place = placeOf(submitted, about);
    if (kept !== undefined) return replies.show(place, kept.work);
    if (checked === undefined) return replies.say(place, outdated('form', slackCommand));
    if (response !== undefined) return;
    if (!checked.ok) return replies.say(place, checked.faults.map(({ message }) => message).join(' '));
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
    ...(about.confirmed !== undefined && { confirmed: about.confirmed }),
  });
}

/** What comes of a form that does not run as it is; absent where that cannot be said inside the form. */
function responseTo(
  { ask, faults }: Extract<Checked, { ok: false }>,
  { values }: Submitted,
  about: FormMetadata,
): ViewResponseAction | undefined {
  if (ask !== undefined) return { response_action: 'update', view: asking(about, ask) };
  const errors = errorsOf(faults, Object.keys(values));
  return errors === undefined ? undefined : { response_action: 'errors', errors };
}

/** The same form once more, with what its arguments call to be asked. */
function asking(about: FormMetadata, form: Form): types.ModalView {
  const { instance } = form;
  return renderForm(form, JSON.stringify({ ...about, confirmed: true, ...(instance !== undefined && { instance }) }));
}

/** Faults by input block: Slack takes them for blocks of the form only. None where the form has no input. */
function errorsOf(
  faults: Extract<Checked, { ok: false }>['faults'],
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
