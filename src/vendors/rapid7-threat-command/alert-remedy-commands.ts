import * as z from 'zod';
import type { Command } from '../../domain/command.ts';
import type { Incident } from '../../domain/incident.ts';
import { toldByAll } from '../verdict.ts';
import { alertId, alertOfIncident, alertWrite } from './alert-command.ts';
import { alertBefore, blocklistNow, takedownNow } from './alert-looks.ts';
import { choice, flag, requiredList } from './arguments.ts';
import type { Rapid7Client } from './client.ts';
import { choiceText, inOrder, oneOf } from './intelligence/checks.ts';
import { iocArguments, iocsGiven, iocsOfIncident } from './intelligence/ioc-arguments.ts';
import type { IocArguments } from './intelligence/ioc-arguments.ts';
import { withoutBlanks } from './words.ts';

export const blocklistCommand = 'threat-command-alert-blocklist-update';
export const takedownCommand = 'threat-command-alert-takedown-request';

/** `TakedownStatus` before anybody asked for one. */
const notRequested = 'NotSent';

const blocklistStatuses = ['Sent', 'Not Sent'] as const;

/** The third spelling of the kinds of IOCs (CONTRACT.md §10, 3); a hash cannot be on this list. */
const blocklistTypes = { domains: 'Domains', urls: 'URLs', ips: 'IPs', emails: 'EmailAddresses' } as const;

const { hashes: _hashes, ...blocklistIocs } = iocArguments;

const updateBlocklist = alertWrite({
  name: blocklistCommand,
  summary: "Put an alert's indicators on the blocklist, or take them off",
  needs: 'act',
  args: z
    .object({
      alert_id: alertId,
      blocklist_status: choiceText('blocklist_status', blocklistStatuses)
        .describe('`Sent` puts them on the blocklist')
        .meta({ kind: 'choice' }),
      ...blocklistIocs,
    })
    .check(inOrder<BlocklistArgs>(iocsGiven, oneOf('blocklist_status', blocklistStatuses))),
  confirm: {
    title: 'Change the blocklist?',
    text: 'Threat Command passes the indicators on to the devices that enforce the blocklist.',
    confirm: 'Change it',
    deny: 'Cancel',
  },
  fromIncident: blocklistOf,
  call: (args) => ({
    method: 'PATCH',
    endpoint: 'change-iocs-blocklist-status',
    onlyOk: true,
    body: { Iocs: blocklistEntries(args) },
  }),
  text: ({ blocklist_status: status }) => `IOC successfully updated to status "${status}".`,
  patch: (args) => ({
    did: `set ${blocklistEntries(args)
      .map(({ Value }) => Value)
      .join(', ')} to "${args.blocklist_status}" on the blocklist`,
  }),
  async tells(args, look) {
    const states = await blocklistNow(look);
    return toldByAll(
      blocklistEntries(args).map(({ Value, BlocklistStatus }) => (states.get(Value) ?? 'NotSent') === BlocklistStatus),
    );
  },
});

const requestTakedown = alertWrite({
  name: takedownCommand,
  summary: 'Ask Rapid7 to take down what an alert found',
  needs: 'act',
  args: z.object({
    alert_id: alertId,
    target: choice('target', ['Domain', 'Website']).default('Domain').describe('What is to be taken down'),
    close_alert_after_success: flag('close_alert_after_success')
      .default('false')
      .describe('Whether the alert is closed once it is down'),
  }),
  confirm: {
    title: 'Request a takedown?',
    text: 'Rapid7 will work on it with the provider. It may cost and cannot be undone from here.',
    confirm: 'Request takedown',
    deny: 'Cancel',
  },
  call: ({ target, close_alert_after_success: close }) => ({
    method: 'PATCH',
    endpoint: 'takedown-request',
    body: { Target: target, ShouldCloseAlertAfterSuccess: close === 'true' },
  }),
  text: ({ alert_id: id }) => `Successfully sent takedown request for alert "${id}".`,
  patch: ({ target }) => ({ did: `requested a takedown of the ${target.toLowerCase()}` }),
  async tells(_args, look) {
    if ((await takedownNow(look)) === notRequested) return false;
    // One that was under way before says nothing of a second request.
    return alertBefore(look)?.takedownStatus === notRequested ? true : undefined;
  },
});

const reportIocs = alertWrite({
  name: 'threat-command-alert-ioc-report',
  summary: "Report an alert's indicators to outside services",
  needs: 'act',
  args: z.object({
    alert_id: alertId,
    external_sources: requiredList('external_sources')
      .describe('To which services')
      .meta({ example: 'Phishtank, Google Safe Browsing' }),
  }),
  confirm: {
    title: 'Report the indicators?',
    text: 'They are sent to services outside of your company; that cannot be called back.',
    confirm: 'Report',
    deny: 'Cancel',
  },
  call: ({ external_sources: sources }) => ({
    method: 'POST',
    endpoint: 'report-iocs',
    body: { ExternalSources: sources },
  }),
  text: ({ alert_id: id }) => `Alert "${id}" successfully reported`,
  patch: ({ external_sources: sources }) => ({ did: `reported the indicators to ${sources.join(', ')}` }),
});

/** What is done against what an alert found. Costs or cannot be undone. Source: CONTRACT.md §4.3, §7.3. */
export function alertRemedyCommands(client: Rapid7Client): readonly Command[] {
  return [updateBlocklist, requestTakedown, reportIocs].map((command) => command(client));
}

interface BlocklistArgs extends Omit<IocArguments, 'hashes'> {
  readonly alert_id: string;
  readonly blocklist_status: string;
}

function blocklistEntries(args: BlocklistArgs): { Type: string; Value: string; BlocklistStatus: string }[] {
  const status = withoutBlanks(args.blocklist_status);
  return Object.entries(blocklistTypes).flatMap(([argument, type]) =>
    (args[argument as keyof typeof blocklistTypes] ?? []).map((Value) => ({
      Type: type,
      Value,
      BlocklistStatus: status,
    })),
  );
}

/** What the incident offers for its blocklist. */
export function blocklistOf(incident: Incident): { readonly [name: string]: string } {
  const { hashes: _none, ...iocs } = iocsOfIncident(incident);
  return { ...alertOfIncident(incident), blocklist_status: 'Sent', ...iocs };
}
