import type { Card, CardAction } from '../../domain/card.ts';
import type { Incident } from '../../domain/incident.ts';
import { defang } from '../../indicators/defang.ts';
import { blocklistCommand, blocklistOf, takedownCommand } from './alert-remedy-commands.ts';
import { assignCommand, closeCommand, reopenCommand, severityCommand } from './alert-state-commands.ts';
import { askCommand, noteCommand, tagCommand } from './alert-word-commands.ts';
import { alertSeverities } from './words.ts';

export const searchCommand = 'threat-command-ioc-search';

const mostLookedUp = 5;

/** What an alert's message shows beyond the incident's own fields, and what may be done from it. */
export function presentAlert(incident: Incident): Card {
  return {
    source: 'Rapid7 Threat Command',
    facts: [...incident.facts, { label: 'Alert ID', value: incident.externalId }],
    tables: [],
    actions: incident.closed ? closedActions(incident) : openActions(incident),
  };
}

function openActions(incident: Incident): readonly CardAction[] {
  return [
    formOf(incident, { command: closeCommand, label: 'Close…', place: 'button', style: 'primary' }),
    formOf(incident, { command: askCommand, label: 'Ask the analyst…', place: 'button' }),
    ...takedown(incident),
    ...blocklist(incident),
    {
      command: assignCommand,
      label: 'Assign to me',
      args: { alert_id: incident.externalId, user_id: 'me' },
      place: 'menu',
    },
    formOf(incident, { command: assignCommand, label: 'Assign…', place: 'menu' }),
    ...severityActions(incident),
    ...wordActions(incident),
    ...lookups(incident),
  ];
}

function closedActions(incident: Incident): readonly CardAction[] {
  const args = { alert_id: incident.externalId };
  return [
    { command: reopenCommand, label: 'Reopen', args, place: 'button' },
    ...wordActions(incident),
    ...lookups(incident),
  ];
}

function formOf(
  { externalId }: Incident,
  action: Pick<CardAction, 'command' | 'label' | 'place' | 'style'>,
): CardAction {
  return { args: { alert_id: externalId }, form: true, ...action };
}

function wordActions(incident: Incident): readonly CardAction[] {
  return [
    formOf(incident, { command: tagCommand, label: 'Tag…', place: 'menu' }),
    formOf(incident, { command: noteCommand, label: 'Note…', place: 'menu' }),
  ];
}

function severityActions({ externalId, severityLabel }: Incident): readonly CardAction[] {
  return alertSeverities
    .filter((severity) => severity !== severityLabel)
    .map((severity) => ({
      command: severityCommand,
      label: `Severity ${severity}`,
      args: { alert_id: externalId, severity },
      place: 'menu',
    }));
}

/** Once a takedown is under way there is nothing to ask for. */
const takenDown = /in ?progress|pending|completed/i;

function takedown(incident: Incident): readonly CardAction[] {
  const state = incident.facts.find(({ label }) => label === 'Takedown')?.value ?? '';
  if (takenDown.test(state)) return [];
  return [formOf(incident, { command: takedownCommand, label: 'Takedown…', place: 'button', style: 'danger' })];
}

function blocklist(incident: Incident): readonly CardAction[] {
  const args = blocklistOf(incident);
  const hasIocs = ['domains', 'urls', 'ips', 'emails'].some((name) => args[name] !== undefined);
  return hasIocs ? [{ command: blocklistCommand, label: 'Blocklist…', args, place: 'button', form: true }] : [];
}

/** The command knows neither e-mail addresses (CONTRACT.md §4.7) nor CVEs. */
function lookups({ indicators }: Incident): readonly CardAction[] {
  return indicators
    .filter(({ kind }) => kind !== 'cve' && kind !== 'email')
    .slice(0, mostLookedUp)
    .map((indicator) => ({
      command: searchCommand,
      label: `Look up ${defang(indicator)}`,
      args: { ioc_value: indicator.value },
      place: 'menu',
    }));
}
