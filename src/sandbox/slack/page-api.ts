/**
 * What the sandbox's page and its server say to each other, as JSON over HTTP and server-sent events. Types only, so
 * that the page's bundle can import them.
 *
 * - `GET /sandbox/events`: server-sent events, each `data:` one `PageEvent`; the first is `state`, and again after each
 *   reconnection.
 * - `POST /sandbox/actions`: one `PageAction`; answers `{ ok: true }` or `{ ok: false, error }`.
 * - `GET /sandbox/vendors`: `VendorPanel[]`, for the side panel that shows what the simulated vendors hold.
 */

export interface PageUser {
  readonly id: string;
  readonly name: string;
  readonly isBot: boolean;
}

export interface PageChannel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'dm';
  readonly topic: string;
}

export interface PageFile {
  readonly id: string;
  readonly title: string;
  readonly mimetype: string;
  readonly size: number;
  /** Same origin. */
  readonly url: string;
}

/** Any Block Kit block, as the bot sent it and the server accepted it. */
export type Block = { readonly type: string; readonly block_id: string; readonly [key: string]: unknown };

export interface PageMessage {
  readonly channelId: string;
  readonly ts: string;
  /** Absent for a top-level message. */
  readonly threadTs?: string;
  readonly userId: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly attachments: readonly {
    readonly color?: string;
    readonly text?: string;
    readonly blocks?: readonly Block[];
  }[];
  readonly files: readonly PageFile[];
  /** Only this person sees it. */
  readonly ephemeralFor?: string;
  readonly edited: boolean;
  /** A thread reply also shown in the channel. */
  readonly broadcast: boolean;
  readonly replyCount: number;
}

/** A modal as `views.open|push|update` made it. */
export interface PageView {
  readonly id: string;
  readonly userId: string;
  readonly title: string;
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly Block[];
  /** `response_action: errors` of the last submission, by block id. */
  readonly errors: { readonly [blockId: string]: string };
  readonly busy: boolean;
}

export interface PageState {
  readonly team: string;
  readonly users: readonly PageUser[];
  /** Names for `<!subteam^…>`; a group that is not listed shows as its id. */
  readonly userGroups?: readonly { readonly id: string; readonly handle: string }[];
  /** Who the page acts as at first. */
  readonly you: string;
  readonly botUserId: string;
  readonly connected: boolean;
  readonly channels: readonly PageChannel[];
  readonly messages: readonly PageMessage[];
  /** Stack of open modals, topmost last, by user id. */
  readonly views: readonly PageView[];
  readonly home: { readonly [userId: string]: readonly Block[] };
  readonly commands: readonly { readonly command: string; readonly description: string; readonly usageHint: string }[];
  readonly messageShortcuts: readonly { readonly callbackId: string; readonly name: string }[];
}

export type PageEvent =
  | { readonly type: 'state'; readonly state: PageState }
  | { readonly type: 'message'; readonly message: PageMessage }
  | { readonly type: 'deleted'; readonly channelId: string; readonly ts: string }
  | { readonly type: 'channel'; readonly channel: PageChannel }
  | { readonly type: 'views'; readonly userId: string; readonly views: readonly PageView[] }
  | { readonly type: 'home'; readonly userId: string; readonly blocks: readonly Block[] }
  | { readonly type: 'connected'; readonly connected: boolean }
  /** Slack's own warning under a press or command that the app did not answer in time, and the like. */
  | { readonly type: 'warning'; readonly userId: string; readonly channelId?: string; readonly text: string };

/** What an interactive element was set to, in Slack's own field names. */
export interface ElementValue {
  readonly type: string;
  readonly value?: string | null;
  readonly selected_option?: unknown;
  readonly selected_options?: unknown;
  readonly selected_user?: string | null;
  readonly selected_users?: readonly string[];
  readonly selected_conversation?: string | null;
  readonly selected_channel?: string | null;
  readonly selected_date?: string | null;
  readonly selected_time?: string | null;
  readonly selected_date_time?: number | null;
}
export type ViewState = { readonly [blockId: string]: { readonly [actionId: string]: ElementValue } };

export type PageAction =
  | {
      readonly type: 'say';
      readonly userId: string;
      readonly channelId: string;
      readonly text: string;
      readonly threadTs?: string;
    }
  | {
      readonly type: 'command';
      readonly userId: string;
      readonly channelId: string;
      readonly command: string;
      readonly text: string;
    }
  | {
      readonly type: 'press';
      readonly userId: string;
      /** Where the element is: a message, a modal or the home tab. */
      readonly place:
        | { readonly channelId: string; readonly messageTs: string }
        | { readonly viewId: string }
        | { readonly home: true };
      readonly blockId: string;
      readonly actionId: string;
      readonly value: ElementValue;
      readonly state?: ViewState;
    }
  | { readonly type: 'submit'; readonly userId: string; readonly viewId: string; readonly state: ViewState }
  | { readonly type: 'close'; readonly userId: string; readonly viewId: string }
  | {
      readonly type: 'shortcut';
      readonly userId: string;
      readonly callbackId: string;
      readonly channelId: string;
      readonly messageTs: string;
    }
  | { readonly type: 'openHome'; readonly userId: string; readonly tab: 'home' | 'messages' }
  | { readonly type: 'deleteMessage'; readonly channelId: string; readonly messageTs: string };

/** A simulated vendor as the page shows it: enough to see that a press reached it. */
export interface VendorPanel {
  readonly name: string;
  readonly title: string;
  readonly records: readonly {
    readonly id: string;
    readonly title: string;
    readonly severity: string;
    readonly status: string;
    readonly at: string;
  }[];
  /** Newest first. */
  readonly requests: readonly {
    readonly at: string;
    readonly method: string;
    readonly path: string;
    readonly status: number;
  }[];
}
