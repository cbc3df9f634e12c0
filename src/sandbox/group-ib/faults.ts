import type { Answer, Reply } from '../simulator/answer.ts';
import { answerUnder as answerUnderCommon, type Dialect, type Fault } from '../simulator/faults.ts';
import { refusal } from './refusal.ts';
import type { Item } from './wire.ts';

/** A fault of any service, or one of what this one sends. Source: CONTRACT.md §15.8. */
export type GroupIbFault =
  | Fault
  /** The usual page with another place to go on from; without a value it names none. */
  | { readonly kind: 'cursor'; readonly value?: unknown }
  /** The usual page with one of its items damaged; the first unless told. */
  | { readonly kind: 'item'; readonly damage: Damage; readonly index?: number };

type Damage = keyof typeof DAMAGES;

const DIALECT: Dialect = {
  lists: ['items', 'list'],
  textType: 'text/html',
  refuse: (status, message) => refusal(status, message),
};

/** What can be wrong with an item. */
const DAMAGES = {
  'no-id': ({ id: _gone, ...item }: Item): Item => item,
  'no-cursor': ({ seqUpdate: _gone, ...item }: Item): Item => item,
  'negative-cursor': (item: Item): Item => ({ ...item, seqUpdate: -Math.abs(Number(item.seqUpdate)) }),
  'odd-date': (item: Item): Item => mapped(item, (value) => (isDate(value) ? 'sometime last week' : value)),
  'number-date': (item: Item): Item => mapped(item, (value) => (isDate(value) ? Date.parse(value) : value)),
  'null-in-lists': (item: Item): Item => mapped(item, (value) => (Array.isArray(value) ? [null, ...value] : value)),
  'null-fields': ({ id, seqUpdate, ...item }: Item): Item => ({ id, seqUpdate, ...mapped(item, () => null) }),
} satisfies { readonly [damage: string]: (item: Item) => Item };

/** The answer under a fault. `usual` does the request's work and is called only where the fault lets that happen. */
export function answerUnder(fault: GroupIbFault, usual: () => Answer): Answer {
  if (fault.kind === 'item') return withPage(usual(), (page) => ({ ...page, items: damaged(page.items, fault) }));
  if (fault.kind !== 'cursor') return answerUnderCommon(fault, usual, DIALECT);
  const named = fault.value === undefined ? {} : { seqUpdate: fault.value };
  return withPage(usual(), ({ seqUpdate: _gone, ...page }) => ({ ...page, ...named }));
}

interface Page extends Item {
  readonly items: readonly Item[];
}

function damaged(items: readonly Item[], { damage, index = 0 }: Extract<GroupIbFault, { kind: 'item' }>) {
  return items.map((item, at) => (at === index ? DAMAGES[damage](item) : item));
}

/** Anything but a page stays as it is. */
function withPage(usual: Answer, change: (page: Page) => unknown): Answer {
  if (usual.kind !== 'reply' || !usual.body || !('json' in usual.body)) return usual;
  const { json } = usual.body;
  const changed: Reply = { ...usual, body: { json: isPage(json) ? change(json) : json } };
  return changed;
}

function isPage(value: unknown): value is Page {
  return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items);
}

function mapped(item: Item, change: (value: unknown) => unknown): Item {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, change(value)]));
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value);
}
