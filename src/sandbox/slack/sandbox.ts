import type { DisconnectReason } from './connections.ts';
import type { InjectedFault } from './faults.ts';
import type { JsonObject } from './json.ts';
import type { ApiCall, Channel, Delivery, Message, User, View } from './model.ts';
import type { PageEvent } from './page-api.ts';
import type { MessagePress, Press } from './people/press.ts';
import type { SlashInput } from './people/slash.ts';
import type { Submission } from './people/submit.ts';
import type { Words } from './people/talk.ts';

/** Looking into the workspace. Channels and people go by id or name. */
export interface Looking {
  /** Web API calls, oldest first. */
  calls(method?: string): ApiCall[];
  channel(idOrName: string): Channel;
  user(idOrName: string): User;
  /** Top-level messages and shared replies of a channel, oldest first, without ephemeral ones. */
  messages(channel: string): Message[];
  message(channel: string, ts: string): Message | undefined;
  /** Replies, oldest first, without the parent. */
  thread(channel: string, ts: string): Message[];
  ephemerals(user: string): Message[];
  /** Open modals, topmost last. */
  views(user: string): readonly View[];
  home(user: string): View | undefined;
  /** Calls for each change that the page hears of; gives back how to stop. */
  onEvent(listener: (event: PageEvent) => void): () => void;
}

/** Acting as a person. Each ends when the app acknowledged, or let its time pass; throws an `ActionRefused` otherwise. */
export interface Acting {
  slash(input: SlashInput): Promise<Delivery>;
  press(input: MessagePress): Promise<Delivery>;
  pressInView(input: Press & { viewId?: string; home?: boolean }): Promise<Delivery>;
  submit(input: Submission): Promise<Delivery>;
  closeView(input: { user: string; viewId?: string }): Promise<Delivery>;
  messageShortcut(input: { user: string; channel: string; ts: string; callbackId: string }): Promise<Delivery>;
  globalShortcut(input: { user: string; callbackId: string }): Promise<Delivery>;
  openHome(input: { user: string; tab?: 'home' | 'messages' }): Promise<Delivery>;
  say(words: Words): Promise<Delivery & { readonly message: Message }>;
  deleteMessage(at: { channel: string; ts: string }): void;
  archive(channel: string, archived?: boolean): Promise<Delivery>;
  inviteBot(channel: string): Promise<Delivery>;
  kickBot(channel: string): Promise<Delivery>;
  /** Sends any event, as Slack wraps it. */
  sendEvent(event: JsonObject): Promise<Delivery>;
}

/** Making things go wrong. */
interface Breaking {
  /** The next calls of a method go wrong; `*` is any method, `response_url` those addresses. */
  failNext(method: string, fault: InjectedFault, times?: number): void;
  disconnectSockets(reason: DisconnectReason): void;
  /** Calls off what `failNext` planned and has not happened yet; gives it. */
  clearFaults(): readonly InjectedFault[];
  /** The next `count` envelopes arrive twice: at once, or again after so long, over whichever connection there is then. */
  duplicateEnvelopes(count: number, afterMs?: number): void;
  /** Calls off what `duplicateEnvelopes` planned and has not happened yet; gives how many. */
  clearDuplicates(): number;
  /** New WebSockets are refused for so long. */
  refuseSockets(ms: number): void;
  /** WebSockets that get envelopes. */
  sockets(): number;
}

/** A Slack workspace on this machine. */
export interface SlackSandbox extends Looking, Acting, Breaking {
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string;
  readonly pageUrl: string;
  readonly port: number;
  readonly botUserId: string;
  close(): Promise<void>;
}
