import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { commandTyped, mentionPeople, readEntry, suggestCommands } from './entry.ts';
import { Icon } from './icons.tsx';
import { Page } from './page-context.ts';
import { CommandList, UsageHint } from './composer-hints.tsx';
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
  const { model, drafts, history } = useContext(Page);
  const draftKey = `${channelId} ${threadTs ?? ''}`;
  const [text, setText] = useState(drafts.get(draftKey) ?? '');
  const [chosen, setChosen] = useState(0);
  const past = useRef<number | undefined>(undefined);
  const field = useField(text);
  const submit = useSubmit(channelId, threadTs);
  const write = (next: string): void => {
    setText(next);
    setChosen(0);
    drafts.set(draftKey, next);
  };
  const send = (): void => {
    if (text.trim() === '') return;
    history.push(text.trim());
    past.current = undefined;
    write('');
    submit(text);
  };
  const recall = (step: number): boolean => {
    if (history.length === 0 || (past.current === undefined && (text !== '' || step > 0))) return false;
    const next = Math.max(0, (past.current ?? history.length) + step);
    past.current = next < history.length ? next : undefined;
    write(history[next] ?? '');
    return true;
  };
  const suggestions = suggestCommands(text, model.commands);
  const complete = (index: number): void => write(`${suggestions[index]?.command ?? text} `);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const isWhole = suggestions.some(({ command }) => command === text);
    const isList = suggestions.length > 0;
    if (event.key === 'Tab' && isList && !event.shiftKey) complete(chosen);
    else if (event.key === 'Enter' && !event.shiftKey) {
      if (isList && !isWhole) complete(chosen);
      else send();
    } else if (event.key === 'Escape' && isList) write('');
    else if (step !== undefined && suggestions.length > 1 && past.current === undefined) {
      setChosen((chosen + step + suggestions.length) % suggestions.length);
    } else if (step === undefined || !recall(step)) return;
    event.preventDefault();
  };
  const command = commandTyped(text, model.commands);
  return (
    <div class="composer-frame">
      {suggestions.length > 0 && <CommandList commands={suggestions} chosen={chosen} choose={complete} field={field} />}
      {command && <UsageHint command={command} />}
      <div class="composer" data-testid={testId}>
        <textarea
          ref={field}
          rows={1}
          placeholder={label}
          aria-label={label}
          value={text}
          onInput={({ currentTarget }) => {
            past.current = undefined;
            write(currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        <div class="composer-bar">
          <span class="composer-help">
            {!threadTs && (
              <>
                <kbd>/</kbd> for commands, <kbd>↑</kbd> for the last one
              </>
            )}
          </span>
          <button type="button" class="send" aria-label="Send now" disabled={text.trim() === ''} onClick={send}>
            <Icon name="send" size={16} />
          </button>
        </div>
      </div>
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
