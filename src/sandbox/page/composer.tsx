import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { CommandList, UsageHint } from './composer-hints.tsx';
import { useDraft, useRecall, useSuggestions } from './composer-keys.ts';
import { commandTyped, mentionPeople, readEntry } from './entry.ts';
import { Icon } from './icons.tsx';
import { Page } from './page-context.ts';
import { Acting } from './surface.ts';

interface ComposerProps {
  readonly channelId: string;
  /** Writes into this thread; slash commands are refused there, as in Slack. */
  readonly threadTs?: string;
  readonly label: string;
  readonly testId: string;
}

/** Where one types messages and slash commands. */
export function Composer({ channelId, threadTs, label, testId }: ComposerProps): JSX.Element {
  const { commands } = useContext(Page).model;
  const { text, write } = useDraft(`${channelId} ${threadTs ?? ''}`);
  const recall = useRecall(text, write);
  const suggestions = useSuggestions(text, write);
  const submit = useSubmit(channelId, threadTs);
  const field = useField(text);
  const send = (): void => {
    if (text.trim() === '') return;
    recall.remember(text.trim());
    write('');
    submit(text);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const isTaken = recall.onKey(event) || suggestions.onKey(event);
    const isSend = !isTaken && event.key === 'Enter' && !event.shiftKey;
    if (isSend) send();
    if (isTaken || isSend) event.preventDefault();
  };
  const command = commandTyped(text, commands);
  return (
    <div class="composer-frame">
      {suggestions.found.length > 0 && <CommandList {...suggestions} field={field} />}
      {command && <UsageHint command={command} />}
      <div class="composer" data-testid={testId}>
        <textarea
          ref={field}
          rows={1}
          placeholder={label}
          aria-label={label}
          value={text}
          onInput={({ currentTarget }) => {
            recall.stop();
            write(currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        <ComposerBar hasHelp={!threadTs} canSend={text.trim() !== ''} onSend={send} />
      </div>
    </div>
  );
}

interface ComposerBarProps {
  readonly hasHelp: boolean;
  readonly canSend: boolean;
  readonly onSend: () => void;
}

function ComposerBar({ hasHelp, canSend, onSend }: ComposerBarProps): JSX.Element {
  return (
    <div class="composer-bar">
      <span class="composer-help">
        {hasHelp && (
          <>
            <kbd>/</kbd> for commands, <kbd>↑</kbd> for the last one
          </>
        )}
      </span>
      <button type="button" class="send" aria-label="Send now" disabled={!canSend} onClick={onSend}>
        <Icon name="send" size={16} />
      </button>
    </div>
  );
}

/** The field, as high as its text, focused when its place is opened. */
function useField(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 240)}px`;
  }, [text]);
  return field;
}

/** Sends what was typed as what it means. */
function useSubmit(channelId: string, threadTs: string | undefined): (typed: string) => void {
  const { model, dispatch } = useContext(Page);
  const { userId, act } = useContext(Acting);
  const warn = (text: string): void => dispatch({ type: 'notice', channelId, text });
  return (typed) => {
    const entry = readEntry(typed, model.commands);
    if (entry.kind === 'say') {
      const text = mentionPeople(entry.text, model.users);
      void act({ type: 'say', userId, channelId, text, ...(threadTs ? { threadTs } : {}) });
    } else if (entry.kind === 'unknown-command') {
      warn(`${entry.command} is not a valid command. Messages that start with "/" are taken as commands.`);
    } else if (entry.kind === 'command' && threadTs) {
      warn(`${entry.command} is not supported in threads. Sorry!`);
    } else if (entry.kind === 'command') {
      void act({ type: 'command', userId, channelId, command: entry.command, text: entry.text });
    }
  };
}
