import type { JsonObject } from './json.ts';
import type { Block, PageFile } from './page-api.ts';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  readonly teamId: string;
  readonly isBot: boolean;
  readonly isGuest: boolean;
  readonly deleted: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'dm';
  readonly topic: string;
  /** User ids, the bot's own among them. */
  readonly members: ReadonlySet<string>;
  readonly archived: boolean;
  /** Shared with another company. */
  readonly shared: boolean;
  readonly createdAt: number;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface Message {
  readonly channelId: string;
  readonly ts: string;
  /** Absent for a top-level message, a parent included. */
  readonly threadTs?: string;
  readonly userId: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly attachments: readonly JsonObject[];
  readonly files: readonly StoredFile[];
  readonly metadata?: JsonObject;
  readonly ephemeralFor?: string;
  readonly editedTs?: string;
  readonly broadcast: boolean;
  /** What remains of a deleted parent that has replies. */
  readonly tombstone: boolean;
  readonly reactions: { readonly [name: string]: readonly string[] };
  /** As asked for; absent means Slack's own default. */
  readonly unfurl: { readonly links?: boolean; readonly media?: boolean };
}

export interface StoredFile extends PageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly createdAt: number;
}

/** A modal or a home tab as it is shown. */
export interface View {
  readonly id: string;
  readonly userId: string;
  readonly hash: string;
  readonly rootId: string;
  readonly previousId: string | null;
  /** As the app sent it, its blocks with their ids filled in. */
  readonly content: JsonObject & { readonly blocks: readonly Block[]; readonly type: string };
  readonly state: StateValues;
  readonly errors: { readonly [blockId: string]: string };
  readonly busy: boolean;
}

/** One Web API call as it came in. Carries no token, only whether it was right. */
export interface ApiCall {
  readonly method: string;
  readonly args: JsonObject;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly token: 'bot' | 'app' | 'wrong' | 'none';
  readonly status: number;
  /** Absent where no answer was sent. */
  readonly response?: JsonObject;
}

/** What became of something that was sent to the app. */
export interface Delivery {
  readonly acknowledged: boolean;
  readonly ackMs: number;
  /** What the acknowledgement carried; absent for an empty one. */
  readonly payload?: JsonObject;
  /** Why it was not acknowledged, in the words of `X-Slack-Retry-Reason`. */
  readonly failure?: string;
}

/** What the inputs of a message or view are set to, by block and action id, in Slack's own shape. */
export type StateValues = { readonly [blockId: string]: { readonly [actionId: string]: JsonObject } };
