import { useContext, useRef, useState } from 'preact/hooks';
import type { PageState } from '../slack/page-api.ts';
import { suggestCommands } from './entry.ts';
import { Page } from './page-context.ts';

type Write = (text: string) => void;

/** The unsent text of one place, kept while the page lives. */
export function useDraft(key: string): { readonly text: string; readonly write: Write } {
  const { drafts } = useContext(Page);
  const [text, setText] = useState(drafts.get(key) ?? '');
  const write: Write = (next) => {
    setText(next);
    drafts.set(key, next);
  };
  return { text, write };
}

export interface Recall {
  readonly remember: (sent: string) => void;
  /** Ends going back and forth: the text is the person's own again. */
  readonly stop: () => void;
  /** Whether it took the key. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** Arrow up in an empty field, and from there up and down, through what was sent. */
export function useRecall(text: string, write: Write): Recall {
  const { history } = useContext(Page);
  const past = useRef<number | undefined>(undefined);
  const stop = (): void => {
    past.current = undefined;
  };
  return {
    stop,
    remember: (sent) => {
      history.push(sent);
      stop();
    },
    onKey: ({ key }) => {
      const step = arrowStep(key);
      const isFirst = past.current === undefined && text === '' && step === -1 && history.length > 0;
      if (step === undefined || (past.current === undefined && !isFirst)) return false;
      const next = Math.max(0, (past.current ?? history.length) + step);
      past.current = next < history.length ? next : undefined;
      write(history[next] ?? '');
      return true;
    },
  };
}

export interface Suggestions {
  readonly found: PageState['commands'];
  /** Index of the one that Tab or Enter completes. */
  readonly chosen: number;
  readonly choose: (index: number) => void;
  /** Whether it took the key. */
  readonly onKey: (event: KeyboardEvent) => boolean;
}

/** The commands that fit what is typed, chosen by arrow keys, taken by Tab or Enter, dropped by Escape. */
export function useSuggestions(text: string, write: Write): Suggestions {
  const { commands } = useContext(Page).model;
  const [marked, setMarked] = useState(0);
  const found = suggestCommands(text, commands);
  const chosen = Math.min(marked, found.length - 1);
  const choose = (index: number): void => {
    setMarked(0);
    write(`${found[index]?.command ?? text} `);
  };
  const move = (step: number): void => setMarked((chosen + step + found.length) % found.length);
  const onKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    const step = arrowStep(key);
    const isWhole = found.some(({ command }) => command === text);
    if (found.length === 0 || shiftKey) return false;
    if (key === 'Tab' || (key === 'Enter' && !isWhole)) choose(chosen);
    else if (key === 'Escape') write('');
    else if (step !== undefined) move(step);
    else return false;
    return true;
  };
  return { found, chosen, choose, onKey };
}

function arrowStep(key: string): -1 | 1 | undefined {
  if (key === 'ArrowUp') return -1;
  return key === 'ArrowDown' ? 1 : undefined;
}
