import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';

import type { SlackSandbox } from '../../../src/sandbox/slack/sandbox.ts';
import { APP_TOKEN, call } from './workplace.ts';

interface Envelope {
  readonly type: string;
  readonly envelope_id?: string;
  readonly reason?: string;
  readonly payload?: { readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** A Socket Mode client without Bolt: records what it gets, and acknowledges with what `answer` gives. */
export interface BareApp {
  readonly received: Envelope[];
  readonly socket: WebSocket;
  /** Envelopes without `hello`. */
  envelopes(): Envelope[];
}

/** An address that one WebSocket may use. */
export async function ticket(slack: SlackSandbox): Promise<string> {
  const { body } = await call(slack, 'apps.connections.open', { token: APP_TOKEN });
  return String(body['url']);
}

/** Connects; `answer` gives an acknowledgement's payload, or `undefined` to stay silent. */
export async function connect(
  slack: SlackSandbox,
  answer: (envelope: Envelope) => object | undefined = () => ({}),
): Promise<BareApp> {
  const socket = new WebSocket(await ticket(slack));
  const received: Envelope[] = [];
  const greeted = new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const envelope = JSON.parse(data.toString()) as Envelope;
      received.push(envelope);
      resolve();
      const payload = envelope.envelope_id === undefined ? undefined : answer(envelope);
      if (payload) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, payload }));
    });
  });
  await greeted;
  onTestFinished(() => socket.terminate());
  return { received, socket, envelopes: () => received.filter(({ envelope_id: id }) => id !== undefined) };
}
