import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageMessage } from '../slack/page-api.ts';
import { AskConfirm } from './confirm.tsx';
import { Menu, type MenuEntry } from './elements/menu.tsx';
import { Directory } from './directory.ts';
import { Icon } from './icons.tsx';
import { Dispatching } from './page-context.ts';
import { Acting } from './surface.ts';

const deletion = {
  title: { text: 'Delete message' },
  text: { type: 'plain_text', text: 'Are you sure you want to delete this message? This cannot be undone.' },
  confirm: { text: 'Delete' },
  deny: { text: 'Cancel' },
  style: 'danger',
};

/** The tools at a message's upper right, shown on hover and focus. */
export function MessageTools({ message, inThread }: { readonly message: PageMessage; readonly inThread: boolean }) {
  const dispatch = useContext(Dispatching);
  const thread = { channelId: message.channelId, ts: message.threadTs ?? message.ts };
  return (
    <div class="message-tools" role="group" aria-label="Message actions">
      {!inThread && (
        <button
          type="button"
          aria-label="Reply in thread"
          title="Reply in thread"
          data-testid={`reply-${message.ts}`}
          onClick={() => dispatch({ type: 'thread', thread })}
        >
          <Icon name="reply" size={18} />
        </button>
      )}
      <MoreActions message={message} />
    </div>
  );
}

/** "More actions": the app's message shortcuts, and deleting. */
function MoreActions({ message }: { readonly message: PageMessage }): JSX.Element {
  const { users, botUserId, messageShortcuts } = useContext(Directory);
  const { userId, act } = useContext(Acting);
  const ask = useContext(AskConfirm);
  const { channelId, ts: messageTs } = message;
  const app = users.find(({ id }) => id === botUserId)?.name ?? 'app';
  const remove = async (): Promise<void> => {
    if (await ask(deletion)) await act({ type: 'deleteMessage', channelId, messageTs });
  };
  const shortcuts = messageShortcuts.map(({ callbackId, name }): MenuEntry => ({
    label: name,
    detail: app,
    testId: `shortcut-${callbackId}`,
    choose: () => void act({ type: 'shortcut', userId, callbackId, channelId, messageTs }),
  }));
  const deleting: MenuEntry = {
    label: 'Delete message…',
    danger: true,
    testId: 'delete-message',
    choose: () => void remove(),
  };
  return (
    <Menu label="More actions" align="end" testId={`more-${messageTs}`} entries={[...shortcuts, deleting]}>
      <Icon name="dots" size={18} />
    </Menu>
  );
}
