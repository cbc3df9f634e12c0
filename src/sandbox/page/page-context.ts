import { createContext } from 'preact';
import { initialModel, type Change, type Model } from './state.ts';

/** What parts of the page share: the model, how to change it, and what outlives a change of channel. */
export interface PageView {
  readonly model: Model;
  readonly dispatch: (change: Change) => void;
  /** Unsent text by place. */
  readonly drafts: Map<string, string>;
  /** What was sent from the composer, oldest first. */
  readonly history: string[];
}

export const Page = createContext<PageView>({
  model: initialModel,
  dispatch: () => undefined,
  drafts: new Map(),
  history: [],
});
