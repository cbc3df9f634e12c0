import { newId } from './ids.ts';
import { isObject, textOf } from './json.ts';
import type { View } from './model.ts';
import type { PageView } from './page-api.ts';
import type { Workspace } from './workspace.ts';

/** Every modal that is open and every home tab that was published. */
export interface ViewBoard {
  /** The stack of a person's modals, topmost last. */
  stack(userId: string): readonly View[];
  home(userId: string): View | undefined;
  find(viewId: string): View | undefined;
  findByExternalId(externalId: string): View | undefined;
  /** Opens a modal in place of the person's whole stack. */
  open(userId: string, content: View['content']): View;
  /** Lays a modal on top of the person's stack. */
  push(userId: string, content: View['content']): View;
  publish(userId: string, content: View['content']): View;
  /** Replaces the content; inputs keep what was typed where their ids stay the same. */
  update(view: View, content: View['content']): View;
  /** Changes what is known of a view without a new hash. */
  patch(view: View, change: Partial<Pick<View, 'state' | 'errors' | 'busy'>>): void;
  /** Takes the view and everything above it away. */
  close(view: View): void;
  clear(userId: string): void;
}

const MAX_STACK = 3;

/** Whether one more modal fits on a person's stack. */
export function hasRoom(board: ViewBoard, userId: string): boolean {
  return board.stack(userId).length < MAX_STACK;
}

function label(text: unknown): string | undefined {
  return isObject(text) ? textOf(text['text']) : undefined;
}

/** How the page shows a modal. */
export function pageView({ id, userId, content, errors, busy }: View): PageView {
  const submit = label(content['submit']);
  const close = label(content['close']);
  return {
    id,
    userId,
    title: label(content['title']) ?? '',
    ...(submit === undefined ? {} : { submit }),
    ...(close === undefined ? {} : { close }),
    blocks: content.blocks,
    errors,
    busy,
  };
}

interface State {
  readonly workspace: Workspace;
  readonly stacks: Map<string, readonly View[]>;
  readonly homes: Map<string, View>;
  revision: number;
}

const stackOf = ({ stacks }: State, userId: string) => stacks.get(userId) ?? [];

function allViews({ stacks, homes }: State): View[] {
  return [...[...stacks.values()].flat(), ...homes.values()];
}

function nextHash(state: State): string {
  state.revision += 1;
  return `${Math.floor(state.workspace.now() / 1000)}.${String(state.revision).padStart(8, '0')}`;
}

function setStack(state: State, userId: string, views: readonly View[]): void {
  state.stacks.set(userId, views);
  state.workspace.emit({ type: 'views', userId, views: views.map((view) => pageView(view)) });
}

function setHome(state: State, view: View): View {
  state.homes.set(view.userId, view);
  state.workspace.emit({ type: 'home', userId: view.userId, blocks: view.content.blocks });
  return view;
}

function makeView(state: State, content: View['content'], { userId, below }: { userId: string; below?: View }): View {
  const id = newId('V');
  const place = { rootId: below?.rootId ?? id, previousId: below?.id ?? null };
  return { id, userId, hash: nextHash(state), ...place, content, state: {}, errors: {}, busy: false };
}

function replace(state: State, view: View): View {
  if (view.content.type === 'home') return setHome(state, view);
  const views = stackOf(state, view.userId).map((known) => (known.id === view.id ? view : known));
  setStack(state, view.userId, views);
  return view;
}

function layOnTop(
  state: State,
  userId: string,
  { content, stack }: { content: View['content']; stack: readonly View[] },
) {
  const below = stack.at(-1);
  const view = makeView(state, content, { userId, ...(below ? { below } : {}) });
  setStack(state, userId, [...stack, view]);
  return view;
}

function publish(state: State, userId: string, content: View['content']): View {
  const known = state.homes.get(userId);
  if (!known) return setHome(state, makeView(state, content, { userId }));
  return setHome(state, { ...known, content, hash: nextHash(state) });
}

/** Keeps views in memory and tells the page of each change. */
export function createViewBoard(workspace: Workspace): ViewBoard {
  const state: State = { workspace, stacks: new Map(), homes: new Map(), revision: 0 };
  return {
    stack: (userId) => stackOf(state, userId),
    home: (userId) => state.homes.get(userId),
    find: (viewId) => allViews(state).find(({ id }) => id === viewId),
    findByExternalId: (externalId) => allViews(state).find(({ content }) => content['external_id'] === externalId),
    open: (userId, content) => layOnTop(state, userId, { content, stack: [] }),
    push: (userId, content) => layOnTop(state, userId, { content, stack: stackOf(state, userId) }),
    publish: (userId, content) => publish(state, userId, content),
    update: (view, content) => replace(state, { ...view, content, hash: nextHash(state), errors: {}, busy: false }),
    patch: (view, change) => {
      replace(state, { ...view, ...change });
    },
    close: (view) => {
      const open = stackOf(state, view.userId);
      const index = open.findIndex(({ id }) => id === view.id);
      setStack(state, view.userId, open.slice(0, Math.max(0, index)));
    },
    clear: (userId) => setStack(state, userId, []),
  };
}
