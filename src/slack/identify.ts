import type { webApi } from '@slack/bolt';
import { DeliveryError } from '../domain/errors.ts';
import type { Log } from '../ports/log.ts';
import { deliveryErrorFrom } from './errors.ts';
import { Identity } from './schema.ts';
import { missingScopes, scopes } from './scopes.ts';

export type { Identity };

/**
 * Who the bot token is (auth.test), and a warning for each scope it lacks with what fails without it. A
 * `DeliveryError` where Slack refuses the token or does not answer.
 */
export async function identify(web: webApi.WebClient, log: Log): Promise<Identity> {
  const answer = await web.auth.test().catch((error: unknown) => {
    throw deliveryErrorFrom(error);
  });
  for (const scope of missingScopes(answer.response_metadata?.scopes)) {
    log.warn({ scope, without: scopes[scope] }, 'the slack bot token lacks a scope');
  }
  const identity = Identity.safeParse(answer).data;
  if (identity === undefined) throw new DeliveryError('unknown', 'unreadable_answer');
  return identity;
}
