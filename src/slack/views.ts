import type { types, webApi } from '@slack/bolt';
import { deliveryErrorFrom } from './errors.ts';

/** Opens a modal; nothing happens where another delivery of the same press has. Throws a `DeliveryError`. */
export async function openView(web: webApi.WebClient, triggerId: string, view: types.ModalView): Promise<void> {
  try {
    await onceMore(async () => web.views.open({ trigger_id: triggerId, view }));
  } catch (error) {
    const failure = deliveryErrorFrom(error);
    if (failure.reason !== 'exchanged_trigger_id') throw failure;
  }
}

export interface ViewUpdate {
  readonly id: string;
  readonly view: types.ModalView;
  /** Only where this is what it shows. */
  readonly hash?: string | undefined;
}

/** Gives the hash of what is shown now. Throws a `DeliveryError`, of reason `hash_conflict` where it shows another. */
export async function updateView(web: webApi.WebClient, { id, view, hash }: ViewUpdate): Promise<string | undefined> {
  try {
    const given = { view_id: id, view, ...(hash !== undefined && { hash }) };
    return (await onceMore(async () => web.views.update(given))).view?.hash;
  } catch (error) {
    throw deliveryErrorFrom(error);
  }
}

/** Shows a person's App Home. Throws a `DeliveryError`. */
export async function publishHome(web: webApi.WebClient, userId: string, view: types.HomeView): Promise<void> {
  try {
    await onceMore(async () => web.views.publish({ user_id: userId, view }));
  } catch (error) {
    throw deliveryErrorFrom(error);
  }
}

/**
 * Where no answer came, the call is made again: a trigger opens one view only, and the rest shows the same twice. A
 * person waits, and a connection that was closed while it lay idle is found out by its next call alone.
 */
async function onceMore<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (deliveryErrorFrom(error).kind !== 'unknown') throw error;
    return call();
  }
}
