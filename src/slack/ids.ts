import { createHash } from 'node:crypto';

/** Slack's longest `action_id` and `block_id`. */
const maxId = 255;

/** Action ids of Picket's own; every other one starts with a vendor command's name. */
export const own = {
  page: 'picket_page',
  choice: 'picket_choice',
  reveal: 'picket_reveal',
  details: 'picket_details',
  /** Everything of a summary: `Show all` on its message, and the buttons of the list behind it. */
  summary: 'picket_summary',
} as const;

/** `callback_id`s. */
export const callbacks = { form: 'picket_form', lookup: 'picket_lookup', summary: 'picket_summary' } as const;

/** `<command>:<slug of label>`, unique in its block where `index` is. */
export function commandActionId(command: string, label: string, index: number): string {
  const slug = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${command.slice(0, 180)}:${slug === '' ? '' : `${slug}-`}${index}`;
}

/** `<command>:menu`: a menu whose entries run `command`, but for those that name another. */
export function menuActionId(command: string): string {
  return `${command.slice(0, 180)}:menu`;
}

/** `picket_summary:post-3`: a button of a summary's list. */
export function summaryActionId(does: 'post' | 'page', index: number): string {
  return `${own.summary}:${does}-${index}`;
}

/** The same in each version of a list: a press on what was just brought up to date still finds its block. */
export function summaryBlockId(part: 'row' | 'pager', index: number): string {
  return `${own.summary}:${part}-${index}`;
}

/** What a button of a summary's list does. */
export function summaryActionOf(actionId: string): string | undefined {
  return /:(post|page)-\d+$/.exec(actionId)?.[1];
}

/** What stands before the first colon of an `action_id`: a command's name or one of `own`. */
export function actionName(actionId: string): string {
  return actionId.split(':', 1)[0] ?? actionId;
}

/**
 * `picket:<key>` for an incident's first row of buttons, `picket+2:<key>` for further rows, unique in a message where
 * `row` is. A key too long to carry gives an id without it: the incident is then found by its message.
 */
export function incidentBlockId(key: string, row: number): string {
  const prefix = row === 0 ? 'picket' : `picket+${row}`;
  const id = `${prefix}:${key}`;
  if (Array.from(id).length <= maxId) return id;
  return `${prefix}~:${createHash('sha256').update(key).digest('hex')}`;
}

/** The incident's key out of a `block_id`; absent where it carries none. */
export function incidentKeyOf(blockId: string): string | undefined {
  return /^picket(?:\+\d+)?:(.+)$/s.exec(blockId)?.[1];
}

/** `C…`, `G…`, `D…`: what chat.update takes. Channel names are lower-case, so no name reads as an id. */
export function isChannelId(text: string): boolean {
  return /^[CGD][A-Z0-9]+$/.test(text);
}

/** `U…` or `W…` */
export function isUserId(text: string): boolean {
  return /^[UW][A-Z0-9]{2,}$/.test(text);
}
