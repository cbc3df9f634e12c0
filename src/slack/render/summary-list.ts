import type { types } from '@slack/bolt';
import type { Answer } from '../../domain/answer.ts';
import type { Incident, MessageRef } from '../../domain/incident.ts';
import { isRestricted, restrictedTitle } from '../../domain/tlp.ts';
import type { SummaryPage } from '../../pipeline/desk.ts';
import { defang } from '../../indicators/defang.ts';
import { callbacks, summaryActionId, summaryBlockId } from '../ids.ts';
import { type Block, type Button, context, mrkdwnText, plainText, section } from './block-kit.ts';
import { renderAnswer } from './answer.ts';
import { dateToken } from './dates.ts';
import { lengthOf, linkTo, mrkdwnLine } from './escape.ts';
import { fitModal } from './limits.ts';
import { severityEmoji, severityWord } from './severity.ts';
import { countWords } from './summary.ts';

/** Slack's longest `value` of a button. */
const maxValue = 2000;
const separator = '  ·  ';

export interface SummaryListView {
  readonly page: SummaryPage;
  /** Keys of those that somebody had posted from this list. */
  readonly posting: readonly string[];
  /** Why what was pressed last was not done. */
  readonly notice?: Answer | undefined;
  /** Comes back with each press. */
  readonly metadata: string;
  readonly slackCommand: string;
  /** A message's address, where the workspace's is known. */
  readonly linkOf: (message: MessageRef) => string | undefined;
}

/** A page of a summary's incidents as a modal: each with the way to its message, or the button that gives it one. */
export function renderSummaryList(view: SummaryListView): types.ModalView {
  const { page, notice, metadata } = view;
  const { summary } = page;
  return fitModal({
    type: 'modal',
    callback_id: callbacks.summary,
    title: plainText(countWords(summary.keys.length, summary.single)),
    close: plainText('Close'),
    private_metadata: metadata,
    blocks: [
      context(placeText(view)),
      ...(notice === undefined ? [] : noticeBlocks(notice)),
      ...page.incidents.map((incident, index) => row(incident, index, view)),
      ...(page.incidents.length === 0 ? [section('None of these is kept any more.')] : []),
      ...pager(page),
    ],
  });
}

function placeText({ page: { summary, page, pages }, slackCommand }: SummaryListView): string {
  const { source, instance } = summary;
  return [
    `${mrkdwnLine(source, 40)} · ${mrkdwnLine(instance, 60)}`,
    'worst first',
    ...(pages > 1 ? [`page ${page + 1} of ${pages}`] : []),
    `filter with \`${mrkdwnLine(slackCommand, 40)} incidents instance=${mrkdwnLine(instance, 60)}\``,
  ].join(separator);
}

/** A modal takes no table, and the buttons of an answer would be taken for buttons of the list. */
function noticeBlocks(notice: Answer): Block[] {
  const blocks = renderAnswer(notice)[0]?.blocks ?? [];
  return blocks.filter(({ type }) => type === 'section' || type === 'rich_text');
}

function row(incident: Incident, index: number, view: SummaryListView): Block {
  const { key, severity, status, occurredAt, closed, message } = incident;
  const isPosting = message === undefined && view.posting.includes(key);
  const sign = closed ? '✅' : severityEmoji[severity];
  const title = isRestricted(incident) ? `🔒 ${restrictedTitle}` : mrkdwnLine(incident.title, 110);
  const facts = [
    ...(severity === 'unknown' ? [] : [severityWord[severity]]),
    mrkdwnLine(status, 40),
    dateToken(occurredAt),
    ...(message === undefined ? [] : [posted(view.linkOf(message))]),
    ...(isPosting ? ['⏳ is being posted'] : []),
  ];
  const lines = [`${sign} *${title}*`, facts.join(separator), contentOf(incident).join(separator)];
  const accessory = message === undefined && !isPosting ? postButton(key, index) : undefined;
  return {
    type: 'section',
    block_id: summaryBlockId('row', index),
    text: mrkdwnText(lines.filter((line) => line !== '').join('\n')),
    ...(accessory !== undefined && { accessory }),
  };
}

/** What tells it from others of the same title. A restricted one says no more than the line that holds its place. */
function contentOf(incident: Incident): readonly string[] {
  const { type, title, assets, indicators } = incident;
  if (isRestricted(incident)) return [];
  const [indicator] = indicators;
  const subject = assets[0] ?? (indicator === undefined ? undefined : defang(indicator));
  return [...(type === title ? [] : [type]), ...(subject === undefined ? [] : [subject])].map((text) =>
    mrkdwnLine(text, 60),
  );
}

function posted(url: string | undefined): string {
  return url === undefined ? 'posted' : linkTo(url, 'Open its message');
}

function postButton(key: string, index: number): Button | undefined {
  if (key === '' || lengthOf(key) > maxValue) return undefined;
  return { type: 'button', action_id: summaryActionId('post', index), text: plainText('Post'), value: key };
}

function pager({ page, pages }: SummaryPage): Block[] {
  const turn = (label: string, to: number): Button[] =>
    to < 0 || to >= pages
      ? []
      : [{ type: 'button', action_id: summaryActionId('page', to), text: plainText(label), value: String(to) }];
  const elements = [...turn('← Previous', page - 1), ...turn('Next →', page + 1)];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: summaryBlockId('pager', 0), elements }];
}
