import { randomUUID } from 'node:crypto';
import type { App } from '@slack/bolt';
import { StoreError } from '../domain/errors.ts';
import type { Log } from '../ports/log.ts';
import { deliveryErrorFrom } from './errors.ts';
import type { Replies } from './replies.ts';
import { Answerable } from './listeners/schema.ts';

/** What Bolt hands to the error handler of an app with `extendedErrorHandler`. */
type Failure = Parameters<Parameters<App['error']>[0]>[0];

/** Whatever a listener throws: logged with a reference, which the person who asked gets to pass on. */
export function answerFailures(app: App, { replies, log }: { readonly replies: Replies; readonly log: Log }): void {
  app.error(async ({ error, body }: Failure) => {
    const reference = randomUUID().slice(0, 8);
    const { original } = error;
    const cause = original ?? error;
    log.error({ reference, code: error.code, error: cause.message, stack: cause.stack }, 'a slack listener failed');
    const { data } = Answerable.safeParse(body);
    const userId = data?.user?.id ?? data?.user_id;
    if (userId === undefined || userId === null) return;
    const place = { userId, responseUrl: data?.response_url ?? undefined, typed: false };
    const text = isStoreAway(cause)
      ? 'Picket’s database does not answer. Please try again in a minute.'
      : `Picket failed at this. Try again; if it fails again, give the operator this reference: ${reference}.`;
    await replies.say(place, text).catch((failure: unknown) => {
      log.warn({ reference, reason: deliveryErrorFrom(failure).reason }, 'nobody could be told of a failure');
    });
  });
}

function isStoreAway(error: Error): boolean {
  return error instanceof StoreError && error.kind === 'unreachable';
}
