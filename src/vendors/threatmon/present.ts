import type { Card, CardAction } from '../../domain/card.ts';
import type { Incident } from '../../domain/incident.ts';
import { findingOf, statusCommand, takedownCommand, takedownConfirmation } from './commands.ts';
import { textOf } from './json-text.ts';
import { alarmStatuses } from './words.ts';
import type { AlarmStatus } from './words.ts';

const inSight: readonly AlarmStatus[] = ['In Progress', 'Resolved', 'False Positive'];

/**
 * Kinds that ThreatMon takes down: `Phishing Domain Detected`, `Rogue Mobile App Detected`, `Fake SM Account Detected`
 * "and alarms of a similar kind" (CONTRACT.md §2.3; the list is not public). Similar: a title that names a phishing
 * site, a rogue, fake or malicious app, or a fake or impersonating account, profile or page.
 */
const eligibleTitles: readonly RegExp[] = [
  /\bphishing\b.*\b(domain|url|site|website|web ?page|page|link)s?\b/i,
  /\b(rogue|fake|malicious)\b.*\bapp(lication)?s?\b/i,
  /\b(fake|rogue|impersonat\w*)\b.*\b(accounts?|profiles?|pages?|domains?|web ?sites?)\b/i,
];

/** Whether a takedown is worth offering for an alarm's title. ThreatMon has the last word. */
export function mayBeTakenDown(title: string): boolean {
  return eligibleTitles.some((pattern) => pattern.test(title));
}

/** What an alarm's message shows beyond the incident's own fields, and what may be done from it. */
export function presentAlarm(incident: Incident): Card {
  return {
    source: 'ThreatMon',
    facts: [...incident.facts, { label: 'Alarm code', value: incident.externalId }],
    tables: [],
    actions: [...statusActions(incident), ...takedownActions(incident)],
  };
}

function statusActions({ externalId, status: current }: Incident): readonly CardAction[] {
  const offered = [...inSight, ...alarmStatuses.filter((status) => !inSight.includes(status))];
  return offered
    .filter((status) => status !== current)
    .map((status) => ({
      command: statusCommand,
      label: status,
      args: { alarmId: externalId, status },
      place: inSight.includes(status) ? 'button' : 'menu',
      ...(status === 'In Progress' && { style: 'primary' }),
    }));
}

/** Where ThreatMon takes such findings down: at once with its words as the reason, or with words of one's own. */
function takedownActions(incident: Incident): readonly CardAction[] {
  // A rule may have given the incident another title and type: the vendor's own counts too.
  const titles = [incident.type, incident.title, textOf(incident.raw.title) ?? ''];
  if (!titles.some(mayBeTakenDown)) return [];
  return [
    {
      command: takedownCommand,
      label: 'Request takedown',
      args: findingOf(incident),
      place: 'button',
      style: 'danger',
      confirm: takedownConfirmation,
    },
    // The form fills itself in from the incident.
    { command: takedownCommand, label: 'Takedown form…', args: {}, place: 'menu', form: true },
  ];
}
