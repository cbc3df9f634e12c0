import { SocketModeReceiver, type Logger, type webApi } from '@slack/bolt';
import type { ProxyAgent } from 'undici';
import { DeliveryError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import { markReceived } from './acknowledge.ts';
import { deliveryErrorFrom } from './errors.ts';

/** How long a pong may take. A machine that only stalls must not lose its connection, and with it what people press. */
const pongTimeoutMs = 6000;
/** How long the connection stays away when Slack renews it: presses in that time fail for people. */
const restMs = 100;
/** The same where it had only just come about, or did not: it must not be asked for all the time. */
const shortLivedRestMs = 1500;
const shortLifeMs = 10_000;
const startTimeoutMs = 15_000;
const stopTimeoutMs = 3000;
const refusedPauseMs = 30_000;

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly fetch: webApi.FetchFunction;
  readonly proxy: ProxyAgent | undefined;
  readonly logger: Logger;
  readonly log: Log;
  readonly clock: Clock;
  readonly onChange: (connected: boolean) => void;
  /** What Slack said last to `apps.connections.open`. */
  readonly lastOutcome: () => string | undefined;
}

export interface Socket {
  readonly receiver: SocketModeReceiver;
  /** Resolves when connected; a `DeliveryError` where Slack refuses or does not answer in 15 s. */
  start(): Promise<void>;
  /** Lets go of the connection, in 3 s at most, and opens none again. */
  stop(): Promise<void>;
}

/**
 * A Socket Mode connection that stays: our own receiver, since the one that `App` builds writes its retry options into
 * those of every client (PLATFORM §9).
 */
export function createSocket(options: SocketOptions): Socket {
  const { log, clock } = options;
  let stopped = false;
  let life = new AbortController();
  const receiver = receiverOf(options, () => stopped);
  const { client } = receiver;
  const connect = client.start.bind(client);

  client.on('authenticated', () => setPatience(client, pongTimeoutMs));
  client.on('connecting', () => setPatience(client, shortLivedRestMs));
  client.on('connected', () => {
    options.onChange(true);
    life = new AbortController();
    clock.sleep(shortLifeMs, life.signal).then(
      () => setPatience(client, restMs),
      () => undefined,
    );
  });
  client.on('close', () => {
    life.abort();
    setPatience(client, shortLivedRestMs);
    if (client.websocket?.isActive() !== true) options.onChange(false);
  });

  // The library reconnects through `start` and lets its failure go unhandled, which would end the process; and then it
  // never tries again.
  async function reconnect(): ReturnType<typeof connect> {
    try {
      return await connect();
    } catch (error) {
      if (stopped) return new Promise(() => undefined);
      log.error({ reason: deliveryErrorFrom(error).reason }, 'slack refuses the connection; trying again');
      await clock.sleep(refusedPauseMs);
      return stopped ? new Promise(() => undefined) : reconnect();
    }
  }
  client.start = reconnect;

  async function start(): Promise<void> {
    const giveUp = new AbortController();
    const timeout = clock.sleep(startTimeoutMs, giveUp.signal).then(() => {
      const outcome = options.lastOutcome() ?? 'no_answer';
      // Slack gave an address, and nothing came of it: many a firewall lets the Web API alone pass.
      throw new DeliveryError('installation', outcome === 'ok' ? 'websocket_not_opened' : outcome);
    });
    try {
      await Promise.race([connect(), timeout]);
    } catch (error) {
      await stop();
      throw deliveryErrorFrom(error);
    } finally {
      timeout.catch(() => undefined);
      giveUp.abort();
    }
  }

  async function stop(): Promise<void> {
    stopped = true;
    life.abort();
    options.onChange(false);
    const enough = new AbortController();
    const timeout = clock.sleep(stopTimeoutMs, enough.signal).catch(() => undefined);
    await Promise.race([client.disconnect().catch(() => undefined), timeout]);
    enough.abort();
  }

  return { receiver, start, stop };
}

/**
 * The library takes one number for how long a pong may take, read when it has the address of a connection, and for how
 * long it rests before it tries again, read when an address is refused or a connection ends. Its type keeps the number
 * to itself.
 */
function setPatience(client: SocketModeReceiver['client'], ms: number): void {
  Reflect.set(client, 'clientPingTimeoutMS', ms);
}

function receiverOf({ appToken, apiUrl, fetch, proxy, logger }: SocketOptions, stopped: () => boolean) {
  return new SocketModeReceiver({
    appToken,
    logger,
    clientPingTimeout: shortLivedRestMs,
    ...(proxy !== undefined && { dispatcher: proxy }),
    customPropertiesExtractor: markReceived,
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        timeout: 10_000,
        // Finite retries leave a client that never connects again. `unref`: a retry must not keep a stopping process.
        retryConfig: { forever: true, factor: 1.5, minTimeout: 500, maxTimeout: 30_000, randomize: true, unref: true },
        // A stopped client that was about to connect would do so after all: it never hears back instead.
        fetch: async (url, init) => (stopped() ? new Promise(() => undefined) : fetch(url, init)),
      },
    },
  });
}
