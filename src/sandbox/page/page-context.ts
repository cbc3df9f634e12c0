import { createContext } from 'preact';
import { type Change, initialModel, type Model } from './state.ts';

export type Dispatch = (change: Change) => void;

/** What parts of the page share: the model, how to change it, and what outlives a change of channel. */
export interface PageView {
  readonly model: Model;
  readonly dispatch: Dispatch;
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

/** The same `dispatch` alone: messages use it, so that they are not drawn again at every change of the model. */
export const Dispatching = createContext<Dispatch>(() => undefined);
