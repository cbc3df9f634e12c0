import { createContext } from 'preact';

/** What rendered text needs to know of the workspace: who and what the ids stand for. */
export interface DirectoryView {
  readonly userId: string;
  readonly users: readonly { readonly id: string; readonly name: string; readonly isBot: boolean }[];
  readonly channels: readonly { readonly id: string; readonly name: string; readonly kind: string }[];
  readonly botUserId: string;
  readonly messageShortcuts: readonly { readonly callbackId: string; readonly name: string }[];
  readonly userName: (id: string) => string | undefined;
  readonly groupHandle: (id: string) => string | undefined;
  readonly channelName: (id: string) => string | undefined;
  readonly openChannel: (id: string) => void;
}

export const Directory = createContext<DirectoryView>({
  userId: '',
  users: [],
  channels: [],
  botUserId: '',
  messageShortcuts: [],
  userName: () => undefined,
  groupHandle: () => undefined,
  channelName: () => undefined,
  openChannel: () => undefined,
});
