import type { Draft, Fact } from '../../domain/incident.ts';
import { indicatorId } from '../../domain/indicator.ts';
import type { Indicator } from '../../domain/indicator.ts';
import { parseTimestamp } from '../../domain/time.ts';
import { classifyIndicator } from '../../indicators/classify.ts';
import { extractIndicators } from '../../indicators/extract.ts';
import type { FeedRequest } from '../../ports/vendor.ts';
import type { Detail } from './alert-details.ts';
import { isWanted } from './alert-query.ts';
import type { AlertRecord, CompleteAlert } from './schema.ts';
import type { Rapid7Settings } from './settings.ts';
import { severityFrom, spaced } from './words.ts';

/** The id of an alert's CSV among its attachments; the others are `image:<id>`. */
export const csvAttachment = 'csv';
export const imagePrefix = 'image:';

export interface DraftParts {
  /** As the list has it: the detail's own may be missing (CONTRACT.md §10, 14). */
  readonly id: string;
  readonly record: AlertRecord;
  readonly fetch: Pick<Rapid7Settings['fetch'], 'csv' | 'attachments'>;
  readonly now: Date;
}

/** An alert as a draft, with the fields of the incoming mapper. Source: CONTRACT.md §6.3, §6.5. */
export function draftOf({ id, record, fetch, now }: DraftParts): Draft {
  const { alert, raw } = record;
  const description = alert.description ?? '';
  const title = alert.title ?? 'Untitled alert';
  const attachments = attachmentsOf(alert, fetch);
  return {
    externalId: id,
    type: alert.type ?? 'Alert',
    title,
    description,
    severity: severityFrom(alert.severity),
    severityLabel: alert.severity ?? 'Not given',
    status: alert.isClosed ? 'Closed' : 'Open',
    closed: alert.isClosed,
    occurredAt: alert.foundDate ?? alert.updateDate ?? now.toISOString(),
    ...(alert.updateDate !== undefined && { updatedAt: alert.updateDate }),
    assets: distinct(alert.assets.flatMap(({ value }) => value ?? [])),
    tags: distinct(alert.tags.flatMap(({ name }) => name ?? [])),
    indicators: indicatorsOf(alert, `${title}\n${description}`),
    ...(attachments.length > 0 && { attachments }),
    facts: factsOf(alert),
    raw,
  };
}

/** What the filters let in, and every alert that is known already: its message has to show what became of it. */
export async function draftsOf(
  details: readonly Detail[],
  fetch: Rapid7Settings['fetch'],
  { now, isKnown }: FeedRequest,
): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  for (const detail of details) {
    if (!detail.ok) continue;
    const { id, record } = detail;
    if (isWanted(record.alert, fetch) || (await isKnown?.(id)) === true)
      drafts.push(draftOf({ id, record, fetch, now }));
  }
  return drafts;
}

/** What is attacked is not what attacks: the company's own assets are no indicators. */
function indicatorsOf(alert: CompleteAlert, text: string): readonly Indicator[] {
  const assets = new Set(alert.assets.flatMap(({ value }) => (value === undefined ? [] : [assetId(value)])));
  const named = alert.relatedIocs.flatMap((ioc) => classifyIndicator(ioc) ?? []);
  const source =
    alert.type === 'Phishing' && alert.source.url !== undefined ? classifyIndicator(alert.source.url) : undefined;
  const found = [...named, ...(source === undefined ? [] : [source]), ...extractIndicators(text)];
  const byId = new Map(found.map((indicator) => [indicatorId(indicator), indicator]));
  return [...byId].filter(([id]) => !assets.has(id)).map(([, indicator]) => indicator);
}

function assetId(value: string): string {
  const indicator = classifyIndicator(value);
  return indicator === undefined ? value : indicatorId(indicator);
}

function attachmentsOf(alert: CompleteAlert, { csv, attachments }: DraftParts['fetch']): readonly string[] {
  return [
    ...(attachments ? distinct(alert.images).map((id) => `${imagePrefix}${id}`) : []),
    // Whether there is a CSV is only known by asking for it (CONTRACT.md §4.2).
    ...(csv ? [csvAttachment] : []),
  ];
}

const mostListed = 10;

function factsOf(alert: CompleteAlert): readonly Fact[] {
  const { source } = alert;
  const where = [source.type, source.networkType === undefined ? undefined : `(${spaced(source.networkType)})`];
  return [
    ...fact('Subtype', alert.subType),
    ...fact('Source', where.filter((part) => part !== undefined).join(' ')),
    ...fact('Source date', dayOf(source.date)),
    ...fact('Source URL', source.url),
    ...fact('Source e-mail', source.email),
    ...fact('Related IOCs', listed(alert.relatedIocs)),
    ...fact('Related threat IDs', listed(alert.relatedThreatIds)),
    ...fact('Takedown', alert.takedownStatus === undefined ? undefined : spaced(alert.takedownStatus)),
    ...fact('Asset types', distinct(alert.assets.flatMap(({ type }) => type ?? [])).join(', ')),
    ...fact('Assigned at the vendor to', alert.assignees.join(', ')),
    ...fact('Flagged', alert.isFlagged ? 'yes' : undefined),
  ];
}

function fact(label: string, value: string | undefined): readonly Fact[] {
  return value === undefined || value === '' ? [] : [{ label, value }];
}

/** A date that the vendor gives to the day has midnight, or another fixed hour, as its time. */
function dayOf(date: string | undefined): string | undefined {
  const at = date === undefined ? undefined : parseTimestamp(date);
  return at === undefined ? date : at.slice(0, 10);
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, mostListed).join(', ');
  return values.length > mostListed ? `${shown} and ${values.length - mostListed} more` : shown;
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
