import type { Actor } from '../../domain/access.ts';
import type { Answer } from '../../domain/answer.ts';
import type { SummaryPage } from '../../pipeline/desk.ts';
import { deliveryErrorFrom } from '../errors.ts';
import { summaryActionOf } from '../ids.ts';
import { permalink } from '../permalink.ts';
import type { Place } from '../place.ts';
import { maxMetadata } from '../render/limits.ts';
import { renderSummaryList } from '../render/summary-list.ts';
import { actorOf, type ListenerDeps, outdated } from './deps.ts';
import { type Pressed, type SummaryMetadata, summaryMetadataOf } from './schema.ts';

/** An open list with presses at work, which all change the same page. */
interface Open {
  readonly id: string;
  about: SummaryMetadata;
  /** Why what was pressed last was not done. */
  notice: Answer | undefined;
  presses: number;
  /** What was last brought to Slack, one after the other; gives its hash. */
  shown: Promise<string | undefined>;
}

/** Answers a press on `Show all` of a summary's message, or inside the list that it opened. */
export function createSummaryLists(deps: ListenerDeps): (pressed: Pressed, place: Place) => Promise<void> {
  // Quick presses come from a view that does not show the ones before: each goes on from where those left the list.
  const opens = new Map<string, Open>();
  return async (pressed, place) => {
    const { view, value = '' } = pressed;
    if (view === undefined) return openList(value, place, { actor: actorOf(pressed), deps });
    const about = summaryMetadataOf(view.metadata);
    if (about === undefined) return deps.replies.say(place, outdated('list', deps.slackCommand));
    const open = opens.get(view.id) ?? { id: view.id, about, notice: undefined, presses: 0, shown: nothingYet };
    opens.set(view.id, open);
    open.presses += 1;
    try {
      await turn(open, pressed, deps);
      const before = open.shown.catch(() => undefined);
      open.shown = before.then(async () => show(open, pressed, { place, deps }));
      await open.shown;
    } finally {
      open.presses -= 1;
      if (open.presses === 0) opens.delete(view.id);
    }
    await showPosted(open, actorOf(pressed), deps);
  };
}

const nothingYet = Promise.resolve(undefined);

async function turn(open: Open, pressed: Pressed, { desk }: ListenerDeps): Promise<void> {
  const { actionId, value = '' } = pressed;
  const isPost = summaryActionOf(actionId) === 'post';
  const reply = isPost ? await desk.promote(value, actorOf(pressed)) : undefined;
  open.notice = reply?.kind === 'answer' ? reply.answer : undefined;
  if (reply?.kind === 'done') open.about = { ...open.about, posting: [...open.about.posting, value] };
  if (!isPost && /^\d{1,6}$/.test(value)) open.about = { ...open.about, page: Number(value) };
}

/** Shows the page that the list was turned to, whatever Slack shows by now: this was pressed last. */
async function show(
  open: Open,
  pressed: Pressed,
  { place, deps }: { readonly place: Place; readonly deps: ListenerDeps },
): Promise<string | undefined> {
  const listing = await deps.desk.summary(open.about, actorOf(pressed));
  if (listing.kind !== 'summary') {
    // What is no page goes where the list was opened: the list covers it only until it is closed.
    await deps.replies.show({ ...place, channelId: open.about.channelId }, Promise.resolve(listing));
    return undefined;
  }
  const { page, incidents } = listing;
  const posted = new Set(incidents.flatMap(({ key, message }) => (message === undefined ? [] : [key])));
  open.about = { ...open.about, page, posting: open.about.posting.filter((key) => !posted.has(key)) };
  return update(open, listing, deps);
}

/** Shows the way to incidents that are being posted, as soon as they are, unless the list was changed meanwhile. */
async function showPosted(open: Open, actor: Actor, deps: ListenerDeps): Promise<void> {
  const { about } = open;
  const hash = await open.shown;
  if (hash === undefined || about.posting.length === 0) return;
  await deps.desk.posted(about.posting);
  const listing = await deps.desk.summary(about, actor);
  if (listing.kind === 'summary') await update({ ...open, hash }, listing, deps);
}

async function openList(
  id: string,
  place: Place,
  { actor, deps }: { readonly actor: Actor; readonly deps: ListenerDeps },
): Promise<void> {
  const { channelId } = place;
  const { replies, desk } = deps;
  const listing = await desk.summary({ id, page: 0 }, actor);
  if (listing.kind !== 'summary') return replies.show(place, Promise.resolve(listing));
  const about = { id, page: 0, posting: [], ...(channelId !== undefined && { channelId }) };
  await replies.open(place, viewOf(listing, { about }, deps), { what: 'list' });
}

/** Gives the hash of what is shown now; undefined where it is not shown. */
async function update(
  { id, hash, ...shown }: Pick<Open, 'id' | 'about' | 'notice'> & { readonly hash?: string },
  page: SummaryPage,
  deps: ListenerDeps,
): Promise<string | undefined> {
  try {
    const view = viewOf(page, shown, deps);
    const answered = await deps.web.views.update({ view_id: id, view, ...(hash !== undefined && { hash }) });
    return answered.view?.hash;
  } catch (error) {
    // Turned or closed meanwhile: what the person sees now is newer than this.
    deps.log.info({ reason: deliveryErrorFrom(error).reason }, 'a list was not brought up to date');
    return undefined;
  }
}

function viewOf(
  page: SummaryPage,
  { about, notice }: Pick<Open, 'about'> & Partial<Pick<Open, 'notice'>>,
  { slackCommand, workspaceUrl }: ListenerDeps,
) {
  const linkOf = (message: NonNullable<SummaryPage['summary']['message']>): string | undefined =>
    permalink(workspaceUrl(), message);
  return renderSummaryList({
    page,
    posting: about.posting,
    notice,
    metadata: metadataOf(about),
    slackCommand,
    linkOf,
  });
}

/** Without those that were asked for first where all of them are too many for Slack. */
function metadataOf(about: SummaryMetadata): string {
  const metadata = JSON.stringify(about);
  if (metadata.length <= maxMetadata || about.posting.length === 0) return metadata;
  return metadataOf({ ...about, posting: about.posting.slice(1) });
}
