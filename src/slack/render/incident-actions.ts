import type { types } from '@slack/bolt';
import type { CardAction, Confirmation } from '../../domain/card.ts';
import { commandActionId, incidentBlockId, menuActionId, own } from '../ids.ts';
import { type ActionElement, type Block, type Button, plainText } from './block-kit.ts';
import { plain } from './escape.ts';
import { buttonValue, optionValue } from './press-value.ts';

const buttonsInRow = 5;
const overflowMax = 5;
const selectMax = 100;

export interface ActionRows {
  readonly key: string;
  readonly actions: readonly CardAction[];
  /** Whether something on the card is masked. */
  readonly reveal: boolean;
  /** Number of the first row: raised where a message shows several incidents. */
  readonly firstRow: number;
}

/** The buttons and the menu of an incident's card, in rows of five; none where nothing can be done. */
export function actionBlocks({ key, actions, reveal, firstRow }: ActionRows): Block[] {
  const shared = commonest(actions.filter((action) => action.place === 'menu'));
  const inMenu = actions.filter((action) => goesInMenu(action, shared));
  const inSight = actions.filter((action) => !inMenu.includes(action));
  const buttons: ActionElement[] = inSight.flatMap((action, index) => buttonOf(action, index));
  buttons.push(ownButton(own.details, 'Details'));
  if (reveal) buttons.push(ownButton(own.reveal, 'Reveal'));
  const rows = chunk(buttons, buttonsInRow);
  if (shared !== undefined && inMenu.length > 0) {
    rows.splice(0, 1, [...(rows[0] ?? []), menuOf(inMenu.slice(0, selectMax), shared)]);
  }
  return rows.map((elements, index) => ({
    type: 'actions',
    block_id: incidentBlockId(key, firstRow + index),
    elements,
  }));
}

/** Slack's own confirmation dialog. */
function confirmOf({ title, text, confirm, deny }: Confirmation): types.ConfirmationDialog {
  return {
    title: plainText(plain(title, 100)),
    text: plainText(plain(text, 300)),
    confirm: plainText(plain(confirm, 30)),
    deny: plainText(plain(deny, 30)),
  };
}

// A menu asks no confirmation of a single entry, and an entry's value is short: such an action becomes a button.
function goesInMenu(action: CardAction, shared: string | undefined): boolean {
  return action.place === 'menu' && action.confirm === undefined && optionValue(action, shared) !== undefined;
}

// A menu has one action id: the command of most entries. The others name theirs in their values.
function commonest(actions: readonly CardAction[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { command } of actions) counts.set(command, (counts.get(command) ?? 0) + 1);
  const [first] = [...counts].toSorted(([, one], [, other]) => other - one);
  return first?.[0];
}

function buttonOf(action: CardAction, index: number): Button[] {
  const value = buttonValue(action);
  if (value === undefined) return [];
  return [
    {
      type: 'button',
      action_id: commandActionId(action.command, action.label, index),
      text: plainText(plain(action.label, 75)),
      value,
      ...(action.style !== undefined && { style: action.style }),
      ...(action.confirm !== undefined && { confirm: confirmOf(action.confirm) }),
    },
  ];
}

function ownButton(actionId: string, label: string): Button {
  return { type: 'button', action_id: actionId, text: plainText(label), value: '{}' };
}

function menuOf(actions: readonly CardAction[], shared: string): ActionElement {
  const options = actions.flatMap((action) => optionOf(action, shared));
  const actionId = menuActionId(shared);
  if (options.length <= overflowMax) return { type: 'overflow', action_id: actionId, options };
  return { type: 'static_select', action_id: actionId, placeholder: plainText('More actions'), options };
}

function optionOf(action: CardAction, shared: string): types.PlainTextOption[] {
  const value = optionValue(action, shared);
  return value === undefined ? [] : [{ text: plainText(plain(action.label, 75)), value }];
}

function chunk<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
