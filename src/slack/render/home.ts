import type { types } from '@slack/bolt';
import { severities, type Severity } from '../../domain/severity.ts';
import type { Home } from '../../pipeline/desk.ts';
import type { FeedHealth } from '../../ports/health.ts';
import type { IncidentCount } from '../../ports/store.ts';
import { type Block, header, mrkdwnText, section } from './block-kit.ts';
import { dateToken } from './dates.ts';
import { mrkdwnLine } from './escape.ts';
import { fitHome, textLength } from './limits.ts';
import { severityEmoji, severityWord } from './severity.ts';

type HomeInstance = Home['instances'][number];

const instancesShown = 25;
const feedsShown = 5;
/** What is left of Slack's room when the title, the summary and the hints have theirs. */
const instanceChars = 10_500;

/** The App Home: each instance with its health and open incidents, the failing ones first, and how to ask. */
export function renderHome({ instances, counts, slackCommand }: Home): types.HomeView {
  const sorted = failingFirst(instances, isFailing);
  const { shown, left } = fitting(sorted, (instance) => instanceBlocks(instance, counts));
  return fitHome({
    type: 'home',
    blocks: [
      header('Picket'),
      section(summary(counts)),
      { type: 'divider' },
      ...shown,
      ...(left.length > 0 ? [section(more(left.length, 'instance', left.filter(isFailing).length))] : []),
      ...(instances.length === 0 ? [section('No instance is configured yet.')] : []),
      { type: 'divider' },
      section(howTo(slackCommand)),
    ],
  });
}

function failingFirst<T>(all: readonly T[], failing: (one: T) => boolean): readonly T[] {
  return all.toSorted((a, b) => Number(failing(b)) - Number(failing(a)));
}

/** The blocks of as many instances as a home tab holds, and the instances that are left over. */
function fitting(
  instances: readonly HomeInstance[],
  blocksOf: (instance: HomeInstance) => readonly Block[],
): { readonly shown: readonly Block[]; readonly left: readonly HomeInstance[] } {
  const shown: Block[] = [];
  let room = instanceChars;
  for (const [index, instance] of instances.entries()) {
    const blocks = blocksOf(instance);
    room -= textLength(blocks);
    if (index === instancesShown || room < 0) return { shown, left: instances.slice(index) };
    shown.push(...blocks);
  }
  return { shown, left: [] };
}

function more(count: number, noun: string, failing: number): string {
  return `+ ${count} more ${noun}${count === 1 ? '' : 's'}, ${failing === 0 ? 'none' : failing} failing`;
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

function instanceBlocks(instance: HomeInstance, counts: readonly IncidentCount[]): Block[] {
  const { name, title } = instance;
  const open = counts.filter((one) => one.instance === name && !one.closed);
  return [
    section(`${stateSign(instance)} *${mrkdwnLine(name, 80)}*  ${mrkdwnLine(title, 80)}\n${bySeverity(open)}`),
    { type: 'context', elements: [mrkdwnText(healthText(instance)), ...feedTexts(instance)] },
  ];
}

function isFailing({ enabled, paused, feeds }: HomeInstance): boolean {
  return enabled && !paused && feeds.some(feedFails);
}

function feedFails({ failuresInARow }: FeedHealth): boolean {
  return failuresInARow > 0;
}

function stateSign(instance: HomeInstance): string {
  const { enabled, paused, feeds } = instance;
  if (!enabled || paused) return '⏸️';
  if (isFailing(instance)) return '❌';
  return feeds.some(({ lastSuccessAt }) => lastSuccessAt !== undefined) ? '✅' : '⏳';
}

function healthText({ enabled, paused, feeds }: HomeInstance): string {
  if (!enabled) return 'Fetching is switched off in the configuration.';
  if (paused) return 'Paused.';
  if (feeds.length === 0) return 'Not fetched yet.';
  const failing = feeds.filter(feedFails).length;
  return failing === 0
    ? 'Fetching.'
    : `${failing} of ${feeds.length} ${feeds.length === 1 ? 'feed' : 'feeds'} failing.`;
}

function feedTexts({ feeds }: HomeInstance): readonly types.MrkdwnElement[] {
  const sorted = failingFirst(feeds, feedFails);
  const left = sorted.slice(feedsShown);
  return [
    ...sorted.slice(0, feedsShown).map(feedText),
    ...(left.length > 0 ? [mrkdwnText(more(left.length, 'feed', left.filter(feedFails).length))] : []),
  ];
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
