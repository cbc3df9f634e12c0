import type { RequestListener } from 'node:http';
import { HTTPReceiver, type Logger } from '@slack/bolt';
import type { Clock } from '../ports/clock.ts';
import { markReceived } from './acknowledge.ts';

const path = '/slack/events';
const maxClockSkewSeconds = 300;

export interface HttpEvents {
  readonly receiver: HTTPReceiver;
  /** Takes the requests to `/slack/events`; nothing may have read their bodies, whose bytes are signed. */
  readonly requestListener: RequestListener;
}

/** Slack's requests over HTTP: signature and age are checked before anything else. */
export function createHttpEvents({
  signingSecret,
  logger,
  clock,
}: {
  readonly signingSecret: string;
  readonly logger: Logger;
  readonly clock: Clock;
}): HttpEvents {
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: path,
    logger,
    customPropertiesExtractor: markReceived,
  });
  return {
    receiver,
    requestListener(request, response) {
      // Bolt refuses old timestamps only; one from the future could be replayed for as long as it lies ahead.
      const sentAt = Number(request.headers['x-slack-request-timestamp'] ?? 0);
      if (sentAt > clock.now().getTime() / 1000 + maxClockSkewSeconds) {
        response.writeHead(401).end();
        return;
      }
      // Bolt takes the content type literally; a proxy may have added a charset.
      const type = request.headers['content-type'];
      if (type !== undefined) request.headers['content-type'] = type.split(';', 1)[0]?.trim() ?? type;
      receiver.requestListener(request, response);
    },
  };
}
