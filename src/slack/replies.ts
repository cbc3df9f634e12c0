import type { types } from '@slack/bolt';
import type { Answer } from '../domain/answer.ts';
import type { CommandFile } from '../domain/command.ts';
import type { Form, Reply } from '../pipeline/desk.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { deliveryErrorFrom } from './errors.ts';
import type { Pages } from './pages.ts';
import type { Place } from './place.ts';
import { renderAnswer, withPaging } from './render/answer.ts';
import type { Message } from './render/block-kit.ts';
import { renderForm } from './render/forms.ts';
import { maxMetadata } from './render/limits.ts';
import type { FormMetadata } from './listeners/schema.ts';
import type { Speech } from './speech.ts';

export interface Replies {
  /** Shows what `work` gives; says so first where it takes longer than a moment. */
  show(place: Place, work: Promise<Reply>): Promise<void>;
  /** Opens a modal, or tells the person why not. */
  open(place: Place, view: types.ModalView, about: Modal): Promise<void>;
  /** One sentence to the person alone. */
  say(place: Place, text: string): Promise<void>;
  /** Turns a long answer to another of its pages. */
  turn(place: Place, page: { readonly id: string; readonly index: number }): Promise<void>;
}

/** What is opened, in a word, and what else to do where it cannot be. */
interface Modal {
  readonly what: string;
  readonly instead?: string;
  readonly command?: string;
}

/** Longer than this, and the person hears that work is under way. */
const patienceMs = 1500;

/** Brings the desk's replies to people: answers, pages, forms, files. */
export function createReplies(deps: {
  readonly speech: Speech;
  readonly pages: Pages;
  readonly clock: Clock;
  readonly log: Log;
}): Replies {
  const { speech, pages, clock, log } = deps;

  async function show(place: Place, work: Promise<Reply>): Promise<void> {
    const slow = await isSlow(work, clock);
    if (slow) await say(place, workingText(place));
    const reply = await work;
    if (reply.kind === 'form') await openForm(place, reply.form);
    else if (reply.kind === 'answer') await telling(reply, async () => showAnswer(place, reply, slow));
    else if (reply.kind === 'done' && place.typed) await say(place, 'Done. The message of the incident shows it.');
  }

  async function showAnswer(place: Place, reply: Extract<Reply, { kind: 'answer' }>, slow: boolean): Promise<void> {
    const { shared, files = [], later } = reply;
    // Slack itself posts a second message after a slash command all the same (slackapi/bolt-js#2287).
    await tell(place, reply.answer, { shared, replace: slow && place.typed && !shared });
    await upload(place, files, shared);
    for await (const more of later ?? []) await tell(place, more, { shared, replace: false });
  }

  async function tell(
    place: Place,
    told: Answer,
    how: { readonly shared: boolean; readonly replace: boolean },
  ): Promise<void> {
    const all = renderAnswer(told);
    const [first] = all;
    if (first === undefined) return;
    const message =
      all.length === 1 ? first : withPaging(first, { id: await pages.keep(all), index: 0, total: all.length });
    await speech.tell(place, message, how);
  }

  async function openForm(place: Place, form: Form): Promise<void> {
    const view = renderForm(form, metadataOf(place, form));
    await open(place, view, { what: 'form', instead: 'Type the command instead.', command: form.command });
  }

  async function open(place: Place, view: types.ModalView, { what, instead = '', command }: Modal): Promise<void> {
    const { triggerId } = place;
    if (triggerId === undefined) return say(place, `A ${what} cannot be opened from here. ${instead}`.trimEnd());
    try {
      await speech.open(triggerId, view);
    } catch (error) {
      const { reason } = deliveryErrorFrom(error);
      log.warn({ reason, command }, `a ${what} could not be opened`);
      await say(place, `The ${what} could not be opened (${reason}). Please try again.`);
    }
  }

  async function upload(place: Place, files: readonly CommandFile[], shared: boolean): Promise<void> {
    for (const file of files) {
      try {
        await speech.upload(place, file, shared);
      } catch (error) {
        const { reason } = deliveryErrorFrom(error);
        log.warn({ reason }, 'a file could not be uploaded');
        await say(place, `The file could not be uploaded (${reason}).`);
      }
    }
  }

  async function say(place: Place, text: string): Promise<void> {
    await speech.tell(place, sentence(text), {});
  }

  async function turn(place: Place, { id, index }: { id: string; index: number }): Promise<void> {
    const all = await pages.get(id);
    const page = all?.[index];
    if (all === undefined || page === undefined) return say(place, 'This answer has expired; run it again.');
    await speech.tell(place, withPaging(page, { id, index, total: all.length }), { replace: true });
  }

  return { show, open, say, turn };
}

async function isSlow(work: Promise<Reply>, clock: Clock): Promise<boolean> {
  const enough = new AbortController();
  const slow = clock.sleep(patienceMs, enough.signal).then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([slow, work.then(() => false)]);
  } finally {
    enough.abort();
  }
}

function workingText({ typed }: Place): string {
  return typed ? 'Working on it… The answer follows.' : 'Working on it… What comes of it shows here or on the message.';
}

function sentence(text: string): Message {
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
}

function metadataOf({ channelId, threadTs, responseUrl }: Place, { command, instance, key, confirm }: Form): string {
  const metadata: FormMetadata = {
    command,
    ...(instance !== undefined && { instance }),
    ...(channelId !== undefined && { channelId }),
    ...(threadTs !== undefined && { threadTs }),
    ...(responseUrl !== undefined && { responseUrl }),
    ...(confirm !== undefined && { confirmed: true }),
  };
  const whole = JSON.stringify({ ...metadata, ...(key !== undefined && { key }) });
  // A key too long to carry: the arguments name the record too.
  return whole.length <= maxMetadata ? whole : JSON.stringify(metadata);
}

/** Whoever settles claims tells what could not be told here. */
async function telling({ told }: Extract<Reply, { kind: 'answer' }>, show: () => Promise<void>): Promise<void> {
  try {
    await show();
  } catch (error) {
    await told?.(false);
    throw error;
  }
  await told?.(true);
}
