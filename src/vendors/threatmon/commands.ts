import * as z from 'zod';
import type { Section } from '../../domain/answer.ts';
import type { Confirmation } from '../../domain/card.ts';
import type { Command, CommandContext, CommandResult, IncidentPatch } from '../../domain/command.ts';
import type { VendorError } from '../../domain/errors.ts';
import type { Incident } from '../../domain/incident.ts';
import { defineCommand } from '../define-command.ts';
import { toldBySetting, verdictOf } from '../verdict.ts';
import { alarmStatusNow } from './alarm-now.ts';
import type { ThreatmonClient } from './client.ts';
import { apiError, inThreatmonWords, reworded, withReason } from './failures.ts';
import { alarmStatuses, closes } from './words.ts';

export const statusCommand = 'threatmon_update_incident_status';
export const takedownCommand = 'threatmon_request_takedown';

const mostLookedUp = 5;

/** Changes an alarm's status at ThreatMon. Source: CONTRACT.md §2.2, §9. */
export function updateStatus(client: ThreatmonClient): Command {
  return defineCommand({
    name: statusCommand,
    summary: "Change an alarm's status at ThreatMon",
    needs: 'respond',
    args: z.object({
      alarmId: z
        .string('alarmId argument is required.')
        .trim()
        .describe('Code of the alarm')
        .meta({ example: '18618001' }),
      status: z
        .enum(alarmStatuses, {
          error: ({ input }) =>
            input === undefined
              ? 'status argument is required.'
              : `Invalid status value. Allowed values: ${alarmStatuses.join(', ')}`,
        })
        .describe('New status'),
    }),
    fromIncident: ({ externalId }) => ({ alarmId: externalId }),
    async run({ alarmId, status }, { signal, incident }) {
      await inThreatmonWords(
        async () => client.setStatus(alarmId, status, signal),
        (error) => withReason(error, `Failed to change status for incident ${alarmId}. ${error.message}`),
      );
      return statusChanged({ alarmId, status }, incident);
    },
    async verify({ alarmId, status }, context) {
      const { incident } = context;
      const now = await alarmStatusNow(client, alarmId, context);
      const before = incident?.externalId === alarmId ? incident.status : undefined;
      const told = now === undefined ? undefined : toldBySetting<string>(now, { wish: status, before });
      return verdictOf(told, () => statusChanged({ alarmId, status }, incident));
    },
  });
}

function statusChanged(
  { alarmId, status }: { readonly alarmId: string; readonly status: string },
  incident: Incident | undefined,
): CommandResult {
  const did = `changed the status to ${status}`;
  return {
    text: `Incident ${alarmId} status changed to ${status}`,
    sections: relatedLookup(incident),
    outputs: {},
    patches: [{ externalId: alarmId, status, closed: closes(status), did }],
  };
}

/** The incident's indicators, a press away. */
function relatedLookup(incident: Incident | undefined): readonly Section[] {
  const values = (incident?.indicators ?? []).slice(0, mostLookedUp).map(({ value }) => value);
  if (values.length === 0 || values.some((value) => /["'\s]/.test(value))) return [];
  return [
    { kind: 'choices', choices: [{ label: 'Look up its indicators', commandLine: `lookup ${values.join(' ')}` }] },
  ];
}

const findingArgs = z
  .object({
    findingId: z
      .string('findingId argument is required.')
      .trim()
      .describe('Id of the finding (alarm row); the alarm code unless you know another')
      .meta({ kind: 'number', example: '18618001' }),
    finding: z
      .string('finding argument is required.')
      .describe('What to take down and why')
      .meta({ kind: 'long-text', example: 'login-acme.example serves a copy of our sign-in page' }),
  })
  // Asked last, as the published client does: both arguments have to be there first.
  .check(({ value, issues }) => {
    if (isInteger(value.findingId)) return;
    const message = `findingId must be a valid integer, got: ${value.findingId}`;
    issues.push({ code: 'custom', path: ['findingId'], message, input: value.findingId });
  });

function isInteger(text: string): boolean {
  return /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text));
}

type FindingArgs = z.output<typeof findingArgs>;

/** Asked before a takedown is requested, from wherever. */
export const takedownConfirmation: Confirmation = {
  title: 'Request a takedown?',
  text: "ThreatMon will work on it. It uses up one takedown of your company's quota and cannot be undone.",
  confirm: 'Request takedown',
  deny: 'Cancel',
};

/** Asks ThreatMon to take content down. Costs quota and cannot be undone. Source: CONTRACT.md §2.3, §9. */
export function requestTakedown(client: ThreatmonClient): Command {
  return defineCommand({
    name: takedownCommand,
    summary: 'Ask ThreatMon to take down what an alarm found',
    needs: 'act',
    args: findingArgs,
    confirm: takedownConfirmation,
    runsTyped: true,
    fromIncident: findingOf,
    async run(args, context) {
      const request = { ...args, findingId: Number(args.findingId) };
      await inThreatmonWords(
        async () => client.requestTakedown(request, context.signal),
        (error) => takedownRefusal(error, args.findingId),
      );
      return requested('Takedown request submitted successfully.', 'requested a takedown', { args, context });
    },
  });
}

function takedownRefusal(error: VendorError, findingId: string): VendorError {
  const status = error.detail.status;
  if (status === 400) return reworded(error, 'This finding is not eligible for a takedown request.', 'refused');
  if (status === 403)
    return reworded(error, `Takedown quota exceeded. Please contact ThreatMon. ${alsoRefused}`, 'refused');
  if (status === 404) return reworded(error, `Finding not found: findingId=${findingId}`, 'refused');
  if (status === 409) {
    return reworded(error, `A takedown request already exists for findingId=${findingId}`, 'refused');
  }
  return withReason(error, apiError(error) ?? error.message);
}

/** A 403 cannot be told apart from a refused key or address. */
const alsoRefused = "(A 403 also occurs where the API key or this machine's address is not permitted.)";

/** Asks ThreatMon to have black-market content removed, at the path the operator set. Source: CONTRACT.md §2.4. */
export function requestRemoval(client: ThreatmonClient, path: string): Command {
  return defineCommand({
    name: 'threatmon_request_data_removal',
    summary: 'Ask ThreatMon to have black-market content removed',
    needs: 'act',
    args: findingArgs,
    confirm: {
      title: 'Request data removal?',
      text: "It uses up your company's Black Market Data Removal credits and cannot be undone.",
      confirm: 'Request removal',
      deny: 'Cancel',
    },
    fromIncident: findingOf,
    async run(args, context) {
      const request = { ...args, findingId: Number(args.findingId) };
      await inThreatmonWords(async () => client.requestRemoval(path, request, context.signal), removalRefusal);
      return requested('Data removal request submitted successfully.', 'requested data removal', { args, context });
    },
  });
}

function removalRefusal(error: VendorError): VendorError {
  if (error.detail.status !== 403) return withReason(error, apiError(error) ?? error.message);
  const message = 'Data removal credits are used up, or the rights for data removal are missing.';
  return reworded(error, `${message} ${alsoRefused}`, 'refused');
}

function requested(
  text: string,
  did: string,
  { args, context }: { args: FindingArgs; context: CommandContext },
): CommandResult {
  const patch: IncidentPatch = { externalId: context.incident?.externalId ?? args.findingId, did };
  return { text, sections: [], outputs: {}, patches: [patch] };
}

const longestFinding = 1000;

/** Whether `findingId` is the alarm code is unknown: it is offered, and can be changed. */
export function findingOf({ externalId, title, description }: Incident): { findingId: string; finding: string } {
  const firstLine = description.split(/\r?\n/, 1)[0]?.trim() ?? '';
  return { findingId: externalId, finding: `${title}: ${firstLine}`.slice(0, longestFinding) };
}
