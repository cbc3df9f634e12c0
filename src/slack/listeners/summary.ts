import type { Listing, SummaryPage } from '../../pipeline/desk.ts';
import { deliveryErrorFrom } from '../errors.ts';
import { summaryActionOf } from '../ids.ts';
import { permalink } from '../permalink.ts';
import type { Place } from '../place.ts';
import { renderSummaryList } from '../render/summary-list.ts';
import { actorOf, type ListenerDeps, outdated } from './deps.ts';
import { type Pressed, type SummaryMetadata, summaryMetadataOf } from './schema.ts';

/** A press on `Show all` of a summary's message, or inside the list that it opened. */
export async function answerSummary(pressed: Pressed, place: Place, deps: ListenerDeps): Promise<void> {
  const { view, value = '' } = pressed;
  if (view === undefined) return openList(value, place, { pressed, deps });
  const about = summaryMetadataOf(view.metadata);
  if (about === undefined) return deps.replies.say(place, outdated('list', deps.slackCommand));
  const listing = await asked(pressed, about, deps);
  // What is no page goes where the list was opened: the list covers it only until it is closed.
  if (listing.kind !== 'summary')
    return deps.replies.show({ ...place, channelId: about.channelId }, Promise.resolve(listing));
  return showIn(view, { listing, about }, deps);
}

interface Press {
  readonly pressed: Pressed;
  readonly deps: ListenerDeps;
}

async function openList(id: string, place: Place, { pressed, deps }: Press): Promise<void> {
  const { triggerId, channelId } = place;
  const { replies, web, desk, log } = deps;
  const listing = await desk.summary({ id, page: 0 }, actorOf(pressed));
  if (listing.kind !== 'summary') return replies.show(place, Promise.resolve(listing));
  if (triggerId === undefined) return replies.say(place, 'The list cannot be opened from here.');
  try {
    const about = { id, page: 0, ...(channelId !== undefined && { channelId }) };
    await web.views.open({ trigger_id: triggerId, view: viewOf(listing, about, deps) });
  } catch (error) {
    const { reason } = deliveryErrorFrom(error);
    log.warn({ reason }, 'a list could not be opened');
    await replies.say(place, `The list could not be opened (${reason}). Please try again.`);
  }
}

async function asked(pressed: Pressed, { id, page }: SummaryMetadata, { desk }: ListenerDeps): Promise<Listing> {
  const { actionId, value = '' } = pressed;
  const actor = actorOf(pressed);
  if (summaryActionOf(actionId) === 'post') return desk.promote({ id, page, key: value }, actor);
  return desk.summary({ id, page: /^\d{1,6}$/.test(value) ? Number(value) : page }, actor);
}

async function showIn(
  { id, hash }: NonNullable<Pressed['view']>,
  { listing, about }: { readonly listing: SummaryPage; readonly about: SummaryMetadata },
  deps: ListenerDeps,
): Promise<void> {
  try {
    const view = viewOf(listing, { ...about, page: listing.page }, deps);
    await deps.web.views.update({ view_id: id, view, ...(hash !== undefined && { hash }) });
  } catch (error) {
    // Turned or closed meanwhile: what the person sees now is newer than this.
    deps.log.info({ reason: deliveryErrorFrom(error).reason }, 'a list was not brought up to date');
  }
}

function viewOf(page: SummaryPage, about: SummaryMetadata, { slackCommand, workspaceUrl }: ListenerDeps) {
  const linkOf = (message: NonNullable<SummaryPage['summary']['message']>): string | undefined =>
    permalink(workspaceUrl(), message);
  return renderSummaryList({ page, metadata: JSON.stringify(about), slackCommand, linkOf });
}
