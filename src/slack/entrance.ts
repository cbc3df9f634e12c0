import type { RequestListener } from 'node:http';
import type { HTTPReceiver, Logger, SocketModeReceiver } from '@slack/bolt';
import type { Secret } from '../domain/secret.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Clients } from './clients.ts';
import type { Connection } from './connection.ts';
import { createHttpEvents } from './http-receiver.ts';
import { createSocket } from './socket.ts';

/** How what people do comes in: Socket Mode or HTTP. */
export interface Entrance {
  readonly receiver: SocketModeReceiver | HTTPReceiver;
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly requestListener?: RequestListener;
}

export interface EntranceOptions {
  readonly mode: 'socket' | 'http';
  readonly apiUrl: string;
  readonly appToken?: Secret;
  readonly signingSecret?: Secret;
  readonly clients: Clients;
  readonly connection: Connection;
  readonly logger: Logger;
  readonly log: Log;
  readonly clock: Clock;
}

/** Throws where the mode's own secret is missing. */
export function createEntrance(options: EntranceOptions): Entrance {
  return options.mode === 'socket' ? overSocket(options) : overHttp(options);
}

function overSocket({ appToken, clients, connection, ...options }: EntranceOptions): Entrance {
  if (appToken === undefined) throw new Error('Socket Mode needs slack.appToken');
  return createSocket({
    ...options,
    appToken: appToken.reveal(),
    fetch: clients.fetch,
    proxy: clients.proxy,
    onChange: (connected) => {
      connection.set(connected);
    },
    lastOutcome: () => clients.lastOutcome('apps.connections.open'),
  });
}

function overHttp({ signingSecret, connection, logger, clock }: EntranceOptions): Entrance {
  if (signingSecret === undefined) throw new Error('HTTP mode needs slack.signingSecret');
  const { receiver, requestListener } = createHttpEvents({ signingSecret: signingSecret.reveal(), logger, clock });
  return {
    receiver,
    requestListener,
    async start() {
      connection.set(true);
    },
    async stop() {
      connection.set(false);
    },
  };
}
