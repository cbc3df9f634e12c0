import { userOfActor } from './account-user.ts';
import * as z from 'zod';
import type { Confirmation } from '../../domain/card.ts';
import type { Command } from '../../domain/command.ts';
import type { Fault } from '../../domain/errors.ts';
import { toldBySetting } from '../verdict.ts';
import { alertId, alertWrite } from './alert-command.ts';
import { alertBefore, alertNow } from './alert-looks.ts';
import { choice, flag, required } from './arguments.ts';
import type { Rapid7Client } from './client.ts';
import { choiceText, inOrder, oneOf } from './intelligence/checks.ts';
import { alertSeverities, closeReasons, withoutBlanks } from './words.ts';

export const closeCommand = 'threat-command-alert-close';
export const reopenCommand = 'threat-command-alert-reopen';
export const severityCommand = 'threat-command-alert-severity-update';
export const assignCommand = 'threat-command-alert-assign';

const rates = ['0', '1', '2', '3', '4', '5'] as const;
const flagWords = ['true', 'false'] as const;

const closeArgs = z
  .object({
    alert_id: alertId,
    reason: choiceText('reason', closeReasons).describe('Why it is closed').meta({ kind: 'choice' }),
    comment: z.string().optional().describe('In your own words').meta({ kind: 'long-text' }),
    is_hidden: z
      .string()
      .default('false')
      .describe('Also removes the alert from the account, for good; only for a False Positive')
      .meta({ kind: 'boolean', enum: [...flagWords] }),
    rate: z
      .string()
      .trim()
      .optional()
      .describe('How good the alert was, 0 to 5')
      .meta({ kind: 'choice', enum: [...rates] }),
  })
  .check(
    inOrder<CloseArgs>(oneOf('reason', closeReasons), oneOf('is_hidden', flagWords), hiddenOnlyWhereFalse, rateInRange),
  );

interface CloseArgs {
  readonly reason: string;
  readonly is_hidden: string;
  readonly rate?: string | undefined;
}

function hiddenOnlyWhereFalse({ reason, is_hidden: hidden }: CloseArgs): Fault | undefined {
  if (hidden === 'false' || reason === 'False Positive') return undefined;
  const message = 'You can use is_hidden=True only in case the reason is "False Positive"';
  return { path: 'is_hidden', message };
}

function rateInRange({ rate }: CloseArgs): Fault | undefined {
  if (rate === undefined || rates.some((one) => one === rate)) return undefined;
  return { path: 'rate', message: 'rate is a number in range 0-5' };
}

const hideConfirmation: Confirmation = {
  title: 'Remove the alert for good?',
  text: 'Beside being closed it is hidden: it disappears from the account in Threat Command. This cannot be undone.',
  confirm: 'Close and remove',
  deny: 'Cancel',
};

const close = alertWrite({
  name: closeCommand,
  summary: 'Close an alert',
  needs: 'respond',
  args: closeArgs,
  confirm: ({ is_hidden: hidden }) => (hidden === 'true' ? hideConfirmation : undefined),
  call: ({ reason, comment, is_hidden: hidden, rate }) => ({
    method: 'PATCH',
    endpoint: 'close-alert',
    body: {
      Reason: withoutBlanks(reason),
      ...(comment !== undefined && { FreeText: comment }),
      IsHidden: hidden === 'true',
      ...(rate !== undefined && { Rate: Number(rate) }),
    },
  }),
  text: ({ alert_id: id }) => `Alert "${id}" successfully closed`,
  output: () => ({ is_closed: true }),
  patch: ({ reason, comment, is_hidden: hidden }) => ({
    status: 'Closed',
    closed: true,
    watch: false,
    did: [
      `closed this: ${reason}`,
      ...(comment === undefined ? [] : [` (${comment})`]),
      ...(hidden === 'true' ? [', and removed it from the account'] : []),
    ].join(''),
  }),
  async tells({ is_hidden: hidden }, look) {
    const alert = await alertNow(look);
    if (hidden !== 'true') return alert?.isClosed;
    // Closed and still there: closed by somebody else, or hiding it takes its time.
    return alert === undefined ? true : alert.isClosed ? undefined : false;
  },
});

const reopen = alertWrite({
  name: reopenCommand,
  summary: 'Open a closed alert again',
  needs: 'respond',
  args: z.object({ alert_id: alertId }),
  call: () => ({ method: 'PATCH', endpoint: 'reopen-alert' }),
  text: ({ alert_id: id }) => `Alert "${id}" successfully re-opened.`,
  patch: () => ({ status: 'Open', closed: false, did: 'opened this again' }),
  async tells(_args, look) {
    const alert = await alertNow(look);
    return alert && !alert.isClosed;
  },
});

const changeSeverity = alertWrite({
  name: severityCommand,
  summary: "Change an alert's severity",
  needs: 'respond',
  args: z.object({ alert_id: alertId, severity: choice('severity', alertSeverities).describe('New severity') }),
  call: ({ severity }) => ({ method: 'PATCH', endpoint: 'change-severity', body: { Severity: severity } }),
  text: ({ alert_id: id, severity }) => `Alert "${id}" severity successfully updated to "${severity}".`,
  output: ({ severity }) => ({ severity }),
  patch: ({ severity }) => ({ did: `changed the severity to ${severity}` }),
  async tells({ severity }, look) {
    const alert = await alertNow(look);
    return alert && toldBySetting(alert.severity, { wish: severity, before: alertBefore(look)?.severity });
  },
});

const assign = alertWrite({
  name: assignCommand,
  summary: 'Give an alert to a user of Threat Command',
  needs: 'respond',
  args: z.object({
    alert_id: alertId,
    user_id: required('user_id')
      .describe('Id of the user, as threat-command-account-user-list gives it; `me` is who asks, by e-mail address')
      .meta({ example: '59490cd818a3b902664b4ed7' }),
    is_mssp: flag('is_mssp').default('false').describe('Whether it is a user of the managed-service account'),
  }),
  resolve: async (args, client, context) =>
    args.user_id === 'me' ? { ...args, user_id: await userOfActor(client, context) } : args,
  call: ({ user_id: user, is_mssp: isMssp }) => ({
    method: 'PATCH',
    endpoint: 'assign-alert',
    body: { AssigneeID: user, IsMssp: isMssp === 'true' },
  }),
  text: ({ alert_id: id, user_id: user }) => `Alert "${id}" successfully assign to user "${user}".`,
  output: ({ user_id: user }) => ({ assignees: [user] }),
  patch: ({ user_id: user }) => ({ did: `assigned this to user ${user} of Threat Command` }),
  tells: async ({ user_id: user }, look) => (await alertNow(look))?.assignees.includes(user),
});

const unassign = alertWrite({
  name: 'threat-command-alert-unassign',
  summary: 'Take an alert from whoever has it',
  needs: 'respond',
  args: z.object({ alert_id: alertId }),
  call: () => ({ method: 'PATCH', endpoint: 'unassign-alert' }),
  text: ({ alert_id: id }) => `Alert '${id}' successfully unassigned from any user.`,
  output: () => ({ assignees: null }),
  patch: () => ({ did: 'took this from its assignee' }),
  async tells(_args, look) {
    const alert = await alertNow(look);
    return alert && alert.assignees.length === 0;
  },
});

/** What is done about an alert: closed, opened again, weighed, given to somebody. Source: CONTRACT.md §4.3, §7.3. */
export function alertStateCommands(client: Rapid7Client): readonly Command[] {
  return [close, reopen, changeSeverity, assign, unassign].map((command) => command(client));
}
