import { acceptView } from '../content.ts';
import { type JsonObject, isObject } from '../json.ts';
import type { Delivery, StateValues, User, View } from '../model.ts';
import { closedPayload, submissionPayload } from '../payloads.ts';
import { ActionRefused, SlackError } from '../slack-error.ts';
import { hasRoom } from '../views.ts';
import { type FieldInput, clientErrors, filledState } from './form.ts';
import { shownView } from './press.ts';
import { NOTHING_SENT, type Stage, person, visibleView, warn } from './stage.ts';

/** A form that a person sends: the topmost one where no view is named. */
export interface Submission {
  readonly user: string;
  readonly viewId?: string;
  /** By block id. */
  readonly values?: { readonly [blockId: string]: FieldInput };
}

const TROUBLE = 'We had some trouble connecting. Try again?';

function errorsFor(view: View, errors: unknown): { [blockId: string]: string } {
  const fields = view.content.blocks.filter(({ type }) => type === 'input');
  const inputs = new Set(fields.map((block) => block.block_id));
  const entries = Object.entries(isObject(errors) ? errors : {});
  const isAnswerable = entries.length > 0 && entries.every(([id, text]) => inputs.has(id) && text !== '');
  if (!isAnswerable) throw new SlackError('invalid_errors');
  return Object.fromEntries(entries.map(([id, text]) => [id, String(text)]));
}

/** Does what the acknowledgement asks for. Throws a `SlackError` where Slack would not do it. */
function answerSubmission({ core }: Stage, view: View, payload: JsonObject | undefined): void {
  const { views } = core;
  switch (payload?.['response_action']) {
    case undefined:
      views.close(view);
      return;
    case 'errors':
      views.patch(view, { errors: errorsFor(view, payload?.['errors']), busy: false });
      return;
    case 'update':
      views.update(view, acceptView(payload?.['view'], 'modal'));
      return;
    case 'push':
      if (!hasRoom(views, view.userId)) throw new SlackError('push_limit_reached');
      views.patch(view, { busy: false });
      views.push(view.userId, acceptView(payload?.['view'], 'modal'));
      return;
    case 'clear':
      views.clear(view.userId);
      return;
    default:
      throw new SlackError('invalid_response_action');
  }
}

function showTrouble(stage: Stage, user: User, { viewId, reason }: { viewId: string; reason: string }): void {
  const view = stage.core.views.find(viewId);
  if (view) stage.core.views.patch(view, { busy: false });
  warn(stage, { user, text: `${TROUBLE} (${reason})` });
}

function readyView(stage: Stage, user: User, { view, state }: { view: View; state: StateValues }): View {
  stage.core.views.patch(view, { state, errors: {}, busy: false });
  const filled = visibleView(stage, user, view.id);
  const errors = clientErrors(filled);
  if (Object.keys(errors).length > 0) {
    stage.core.views.patch(filled, { errors });
    throw new ActionRefused(`the form is not complete: ${JSON.stringify(errors)}`);
  }
  stage.core.views.patch(filled, { busy: true });
  return visibleView(stage, user, view.id);
}

/** Sends a form whose fields are set to `state`, and does with it what the app answers. */
export async function submitState(
  stage: Stage,
  user: User,
  { view, state }: { view: View; state: StateValues },
): Promise<Delivery> {
  const ready = readyView(stage, user, { view, state });
  const delivery = await stage.transport.send('interactive', submissionPayload(stage.core, user, ready));
  if (!delivery.acknowledged) {
    showTrouble(stage, user, { viewId: view.id, reason: `${stage.core.workspace.bot.name} did not respond` });
    return delivery;
  }
  // The app may have changed or closed the view while it was thinking.
  const current = stage.core.views.find(view.id);
  try {
    if (current) answerSubmission(stage, current, delivery.payload);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    showTrouble(stage, user, { viewId: view.id, reason: error.error });
  }
  return delivery;
}

/** Fills a form and sends it. Throws an `ActionRefused` where the client itself would not send it. */
export async function submit(stage: Stage, { values = {}, ...input }: Submission): Promise<Delivery> {
  const user = person(stage, input.user);
  const view = shownView(stage, user, input);
  return await submitState(stage, user, { view, state: filledState(view, values) });
}

/** Closes a form; tells the app where the form asked for it. */
export async function closeView(stage: Stage, input: { user: string; viewId?: string }): Promise<Delivery> {
  const user = person(stage, input.user);
  const view = shownView(stage, user, input);
  const isCleared = view.content['clear_on_close'] === true;
  if (isCleared) stage.core.views.clear(user.id);
  else stage.core.views.close(view);
  if (view.content['notify_on_close'] !== true) return NOTHING_SENT;
  return await stage.transport.send('interactive', closedPayload(stage.core, user, { view, isCleared }));
}
