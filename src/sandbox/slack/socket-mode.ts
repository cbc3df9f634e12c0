import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer } from 'ws';

import {
  type Connections,
  type DisconnectReason,
  createConnections,
  disconnectAll,
  liveConnections,
  sendToOne,
  welcome,
} from './connections.ts';
import { newToken } from './ids.ts';
import { type JsonObject, isObject } from './json.ts';
import type { Delivery } from './model.ts';
import { type EnvelopeKind, type Retry, type Timers, type Transport, ackPayload } from './transport.ts';

export interface SocketMode extends Transport {
  /** The path of an address that works for one connection. */
  issueTicket(): string;
  /** Takes an HTTP upgrade; false where the path is none of ours. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  disconnect(reason: DisconnectReason): void;
  /** The next `count` envelopes arrive again after so long; 0 is at once. */
  duplicate(count: number, afterMs: number): void;
  /** Forgets those that are still to come; gives how many. */
  clearDuplicates(): number;
  /** New connections are refused for so long. */
  refuse(ms: number): void;
  count(): number;
  close(): void;
}

interface SocketModeOptions {
  readonly appId: string;
  readonly now: () => number;
  readonly ackTimeoutMs: number;
  readonly pingIntervalMs: number;
  readonly timers: Timers;
  readonly onCount: (count: number) => void;
}

interface State {
  readonly options: SocketModeOptions;
  readonly connections: Connections;
  readonly server: WebSocketServer;
  readonly tickets: Set<string>;
  /** Who waits for which envelope's acknowledgement; called without one when there will be none. */
  readonly waiting: Map<string, (ack?: { readonly payload: unknown }) => void>;
  /** For each of the next envelopes, how long after it the same comes again. */
  readonly repetitions: number[];
  refusedUntil: number;
}

/** How often a late envelope looks for a connection. */
const ABSENT_MS = 100;

function takeAck({ waiting }: Pick<State, 'waiting'>, text: string): void {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return;
  }
  if (isObject(message)) waiting.get(String(message['envelope_id']))?.({ payload: message['payload'] });
}

function envelopeOf(kind: EnvelopeKind, payload: JsonObject, retry: Retry | undefined): JsonObject {
  const isEvent = kind === 'events_api';
  return {
    envelope_id: randomUUID(),
    type: kind,
    payload,
    accepts_response_payload: !isEvent,
    ...(isEvent ? { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' } : {}),
  };
}

function dispatch(state: State, text: string): boolean {
  const isSent = sendToOne(state.connections, text);
  const afterMs = isSent ? state.repetitions.shift() : undefined;
  if (afterMs === 0) sendToOne(state.connections, text);
  else if (afterMs !== undefined) sendAfter(state, text, afterMs);
  return isSent;
}

/** Late, and later still where nobody is connected then. */
function sendAfter(state: State, text: string, ms: number): void {
  state.options.timers.after(ms, () => {
    if (!sendToOne(state.connections, text)) sendAfter(state, text, ABSENT_MS);
  });
}

function send(state: State, envelope: JsonObject): Promise<Delivery> {
  const { waiting, options } = state;
  const id = String(envelope['envelope_id']);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const settle = (ack?: { readonly payload: unknown }) => {
      if (!waiting.delete(id)) return;
      const ackMs = performance.now() - startedAt;
      const payload = ackPayload(ack?.payload);
      if (ack) resolve({ acknowledged: true, ackMs, ...(payload ? { payload } : {}) });
      else resolve({ acknowledged: false, ackMs, failure: 'timeout' });
    };
    waiting.set(id, settle);
    if (dispatch(state, JSON.stringify(envelope))) options.timers.after(options.ackTimeoutMs, () => settle());
    else settle();
  });
}

function upgrade(state: State, request: IncomingMessage, { socket, head }: { socket: Duplex; head: Buffer }): boolean {
  const { options, tickets, server, connections } = state;
  const url = new URL(request.url ?? '/', 'ws://sandbox');
  if (url.pathname !== '/link/') return false;
  const isAdmitted = options.now() >= state.refusedUntil && tickets.delete(url.searchParams.get('ticket') ?? '');
  if (!isAdmitted) {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    return true;
  }
  const refreshes = url.searchParams.get('debug_reconnects') === 'true';
  server.handleUpgrade(request, socket, head, (webSocket) => welcome(connections, webSocket, { refreshes }));
  return true;
}

function createState(options: SocketModeOptions): State {
  const waiting: State['waiting'] = new Map();
  const connections = createConnections({ ...options, onMessage: (text) => takeAck({ waiting }, text) });
  const server = new WebSocketServer({ noServer: true });
  return { options, connections, server, tickets: new Set(), waiting, repetitions: [], refusedUntil: 0 };
}

/** Slack's side of Socket Mode. */
export function createSocketMode(options: SocketModeOptions): SocketMode {
  const state = createState(options);
  return {
    send: (kind, payload, retry) => send(state, envelopeOf(kind, payload, retry)),
    upgrade: (request, socket, head) => upgrade(state, request, { socket, head }),
    issueTicket: () => {
      const ticket = newToken();
      state.tickets.add(ticket);
      return `/link/?ticket=${ticket}&app_id=${options.appId}`;
    },
    disconnect: (reason) => disconnectAll(state.connections, reason),
    duplicate: (count, afterMs) => {
      state.repetitions.push(...Array.from({ length: count }, () => afterMs));
    },
    clearDuplicates: () => state.repetitions.splice(0).length,
    refuse: (ms) => {
      state.refusedUntil = options.now() + ms;
    },
    count: () => liveConnections(state.connections).length,
    close: () => {
      for (const giveUp of state.waiting.values()) giveUp();
      for (const { socket } of state.connections.all) socket.terminate();
      state.server.close();
    },
  };
}
