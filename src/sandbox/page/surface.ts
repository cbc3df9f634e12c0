import { createContext } from 'preact';
import { useCallback, useContext, useMemo, useState } from 'preact/hooks';
import type { Block, ElementValue, PageAction, ViewState } from '../slack/page-api.ts';
import type { Sent } from './api.ts';
import { type Dict, dict, str } from './blocks/read.ts';
import { AskConfirm } from './confirm.tsx';
import { formState, withValue } from './form.ts';

type Press = Extract<PageAction, { type: 'press' }>;

/** Where blocks stand (a message, a modal, the home tab) and what their elements hold there. */
export interface SurfaceView {
  readonly state: ViewState;
  readonly set: (blockId: string, actionId: string, value: ElementValue) => void;
  /** Tells the bot. `pressed` is pending until it settles. */
  readonly press: (blockId: string, actionId: string, value: ElementValue) => Promise<void>;
}

export const Surface = createContext<SurfaceView>({ state: {}, set: () => undefined, press: async () => undefined });

/** Sends one action as the acting person and shows what went wrong; the page's only way to the server. */
export interface Actor {
  readonly userId: string;
  readonly act: (action: PageAction) => Promise<Sent>;
}

export const Acting = createContext<Actor>({
  userId: '',
  act: async () => ({ ok: false, error: 'The page is not ready yet.' }),
});

/** Keeps what the elements of `blocks` hold and sends presses for `place`. */
export function useSurface(blocks: readonly Block[], place: Press['place']): SurfaceView {
  const { userId, act } = useContext(Acting);
  const [touched, setTouched] = useState<ViewState>({});
  const state = useMemo(() => formState(blocks, touched), [blocks, touched]);
  const placeKey = JSON.stringify(place);
  const set = useCallback(
    (blockId: string, actionId: string, value: ElementValue) =>
      setTouched((before) => withValue(before, { blockId, actionId }, value)),
    [],
  );
  const press = useCallback(
    async (blockId: string, actionId: string, value: ElementValue) => {
      const held = state[blockId]?.[actionId] ? withValue(state, { blockId, actionId }, value) : state;
      await act({ type: 'press', userId, place, blockId, actionId, value, state: held });
    },
    [act, userId, placeKey, state],
  );
  return useMemo(() => ({ state, set, press }), [state, set, press]);
}

/** One element as its component sees it. */
export interface Held {
  readonly value: ElementValue | undefined;
  readonly pending: boolean;
  /** Sets the value; tells the bot where the element reports by itself (`reports` overrides). */
  readonly change: (value: ElementValue, reports?: boolean) => void;
  readonly press: (value: ElementValue) => void;
}

export interface ElementProps {
  readonly element: Dict;
  readonly blockId: string;
  /** Inside an input block: reports only with `dispatch_action`. */
  readonly input?: { readonly dispatches: boolean; readonly labelledBy: string; readonly describedBy: string };
}

/** Binds an element to its surface. Where the element asks for confirmation, nothing is set or sent before it is given. */
export function useElement({ element, blockId, input }: ElementProps): Held {
  const surface = useContext(Surface);
  const ask = useContext(AskConfirm);
  const [pending, setPending] = useState(false);
  const actionId = str(element['action_id']);
  const send = async (value: ElementValue): Promise<void> => {
    setPending(true);
    await surface.press(blockId, actionId, value);
    setPending(false);
  };
  const agreed = async (): Promise<boolean> => !element['confirm'] || ask(dict(element['confirm']));
  const press = async (value: ElementValue): Promise<void> => {
    if (await agreed()) await send(value);
  };
  const report = async (value: ElementValue): Promise<void> => {
    if (!(await agreed())) return;
    surface.set(blockId, actionId, value);
    await send(value);
  };
  return {
    value: surface.state[blockId]?.[actionId],
    pending,
    press: (value) => void press(value),
    change: (value, reports = input ? input.dispatches : true) => {
      if (reports) void report(value);
      else surface.set(blockId, actionId, value);
    },
  };
}
