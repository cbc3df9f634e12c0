import type { WebSocket } from 'ws';

import type { Timers } from './transport.ts';

const MAX_CONNECTIONS = 10;
const REFRESH_EVERY_MS = 360_000;
const NOTICE_MS = 10_000;
const DEBUG_INFO = { host: 'applink-sandbox', build_number: 1, approximate_connection_time: 18_060 };

/** How a connection is taken away: with notice, at once, or without a word. */
export type DisconnectReason = 'refresh_requested' | 'warning' | 'link_disabled' | 'cut';

interface Connection {
  readonly socket: WebSocket;
  /** Told to go: gets nothing more. */
  draining: boolean;
}

export interface ConnectionOptions {
  readonly appId: string;
  readonly now: () => number;
  readonly pingIntervalMs: number;
  readonly timers: Timers;
  readonly onCount: (count: number) => void;
  readonly onMessage: (text: string) => void;
}

/** The app's open WebSockets. */
export interface Connections {
  readonly options: ConnectionOptions;
  readonly all: Set<Connection>;
  turn: number;
}

/** No connections yet. */
export function createConnections(options: ConnectionOptions): Connections {
  return { options, all: new Set(), turn: 0 };
}

/** Connections that still get envelopes. */
export function liveConnections({ all }: Connections): Connection[] {
  return [...all].filter(({ draining, socket }) => !draining && socket.readyState === socket.OPEN);
}

/** Sends to any one connection, each in turn, as Slack spreads its envelopes; false where there is none. */
export function sendToOne(connections: Connections, text: string): boolean {
  const live = liveConnections(connections);
  connections.turn += 1;
  const chosen = live[connections.turn % Math.max(1, live.length)];
  chosen?.socket.send(text);
  return chosen !== undefined;
}

function tellToGo({ options }: Connections, connection: Connection, reason: string): void {
  if (connection.draining) return;
  connection.socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: DEBUG_INFO.host } }));
  connection.draining = true;
  options.timers.after(NOTICE_MS, () => connection.socket.terminate());
}

function warn(connections: Connections, connection: Connection): void {
  const { timers } = connections.options;
  connection.socket.send(
    JSON.stringify({ type: 'disconnect', reason: 'warning', debug_info: { host: DEBUG_INFO.host } }),
  );
  timers.after(NOTICE_MS, () => tellToGo(connections, connection, 'refresh_requested'));
}

/** Takes every live connection away. */
export function disconnectAll(connections: Connections, reason: DisconnectReason): void {
  for (const connection of liveConnections(connections)) {
    if (reason === 'cut') connection.socket.terminate();
    else if (reason === 'warning') warn(connections, connection);
    else tellToGo(connections, connection, reason);
  }
}

function sayHello({ all, options }: Connections, socket: WebSocket): void {
  const connection = { app_id: options.appId };
  const hello = { type: 'hello', num_connections: all.size, debug_info: DEBUG_INFO, connection_info: connection };
  socket.send(JSON.stringify(hello));
}

function ping({ options }: Connections, socket: WebSocket): NodeJS.Timeout {
  const pinging = setInterval(
    () => socket.ping(`Ping from applink-sandbox (${options.now()})`),
    options.pingIntervalMs,
  );
  return pinging.unref();
}

/** Takes a new WebSocket in, unless ten are open; `refreshes` as `debug_reconnects=true` asks for. */
export function welcome(connections: Connections, socket: WebSocket, { refreshes }: { refreshes: boolean }): void {
  const { all, options } = connections;
  const connection: Connection = { socket, draining: false };
  socket.on('error', () => socket.terminate());
  if (liveConnections(connections).length >= MAX_CONNECTIONS) {
    tellToGo(connections, connection, 'too_many_websockets');
    return;
  }
  all.add(connection);
  options.onCount(liveConnections(connections).length);
  const pinging = ping(connections, socket);
  socket.on('message', (data: Buffer) => options.onMessage(data.toString()));
  socket.on('close', () => {
    clearInterval(pinging);
    all.delete(connection);
    options.onCount(liveConnections(connections).length);
  });
  if (refreshes) {
    options.timers.after(REFRESH_EVERY_MS, () => tellToGo(connections, connection, 'refresh_requested'));
  }
  sayHello(connections, socket);
}
