import type { types } from '@slack/bolt';
import { severities, type Severity } from '../../domain/severity.ts';
import type { Home } from '../../pipeline/desk.ts';
import type { FeedHealth } from '../../ports/health.ts';
import type { IncidentCount } from '../../ports/store.ts';
import { type Block, header, mrkdwnText, section } from './block-kit.ts';
import { dateToken } from './dates.ts';
import { mrkdwnLine } from './escape.ts';
import { fitHome } from './limits.ts';
import { severityEmoji, severityWord } from './severity.ts';

const instancesShown = 25;

/** The App Home: each instance with its health and open incidents, and how to ask. */
export function renderHome(home: Home): types.HomeView {
  const { instances, counts, slackCommand } = home;
  const left = instances.length - instancesShown;
  return fitHome({
    type: 'home',
    blocks: [
      header('Picket'),
      section(summary(counts)),
      { type: 'divider' },
      ...instances.slice(0, instancesShown).flatMap((instance) => instanceBlocks(instance, counts)),
      ...(left > 0 ? [section(`+ ${left} more instances`)] : []),
      ...(instances.length === 0 ? [section('No instance is configured yet.')] : []),
      { type: 'divider' },
      section(howTo(slackCommand)),
    ],
  });
}

function summary(counts: readonly IncidentCount[]): string {
  return `*Open incidents:* ${bySeverity(counts.filter(({ closed }) => !closed))}`;
}

function bySeverity(counts: readonly IncidentCount[]): string {
  const parts = severities.toReversed().flatMap((severity: Severity) => {
    const total = counts.filter((one) => one.severity === severity).reduce((sum, { count }) => sum + count, 0);
    return total === 0 ? [] : [`${severityEmoji[severity]} ${total} ${severityWord[severity].toLowerCase()}`];
  });
  return parts.length === 0 ? 'none' : parts.join('   ');
}

function instanceBlocks(instance: Home['instances'][number], counts: readonly IncidentCount[]): Block[] {
  const { name, title, feeds } = instance;
  const open = counts.filter((one) => one.instance === name && !one.closed);
  return [
    section(`${stateSign(instance)} *${mrkdwnLine(name, 80)}*  ${mrkdwnLine(title, 80)}\n${bySeverity(open)}`),
    { type: 'context', elements: [mrkdwnText(healthText(instance)), ...feeds.slice(0, 5).map(feedText)] },
  ];
}

function stateSign({ enabled, paused, feeds }: Home['instances'][number]): string {
  if (!enabled || paused) return '⏸️';
  if (feeds.some(({ failuresInARow }) => failuresInARow > 0)) return '❌';
  return feeds.some(({ lastSuccessAt }) => lastSuccessAt !== undefined) ? '✅' : '⏳';
}

function healthText({ enabled, paused, feeds }: Home['instances'][number]): string {
  if (!enabled) return 'Fetching is switched off in the configuration.';
  if (paused) return 'Paused.';
  if (feeds.length === 0) return 'Not fetched yet.';
  const failing = feeds.filter(({ failuresInARow }) => failuresInARow > 0).length;
  return failing === 0 ? 'Fetching.' : `${failing} of ${feeds.length} feeds failing.`;
}

function feedText({ feed, lastSuccessAt, lastFailure, failuresInARow, rejected }: FeedHealth): types.MrkdwnElement {
  const parts = [`*${mrkdwnLine(feed, 60)}*`];
  if (lastSuccessAt !== undefined) parts.push(`last read ${dateToken(lastSuccessAt)}`);
  if (failuresInARow > 0 && lastFailure !== undefined) {
    parts.push(`failed ${failuresInARow}× in a row: ${mrkdwnLine(lastFailure.message, 200)}`);
  }
  if (rejected > 0) parts.push(`${rejected} records could not be read`);
  return mrkdwnText(parts.join(' · '));
}

function howTo(slackCommand: string): string {
  const command = mrkdwnLine(slackCommand, 40);
  return [
    '*How to ask*',
    `\`${command} help\` lists every command.`,
    `\`${command} lookup INDICATOR\` looks for an address, domain, URL or hash in everything known.`,
    `\`${command} incidents severity=critical\` lists incidents; \`${command} test\` checks the connections.`,
    'Buttons on an incident change it at the vendor; its thread says who did what.',
  ].join('\n');
}
