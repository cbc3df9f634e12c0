import type { JsonObject } from '../../domain/json.ts';
import type { CompleteAlert } from './schema.ts';

/** An alert as it stands under `ThreatCommand.Alert`. What the vendor leaves out is '' or null. Source: CONTRACT.md §7.3. */
export function alertOutputOf(id: string, alert: CompleteAlert): JsonObject {
  const { source } = alert;
  return {
    id: alert.id ?? id,
    assets: alert.assets.map(({ type, value }) => ({ type: type ?? null, value: value ?? null })),
    assignees: alert.assignees,
    type: alert.type ?? null,
    sub_type: alert.subType ?? null,
    title: alert.title ?? null,
    description: alert.description ?? null,
    severity: alert.severity ?? null,
    images: alert.images,
    source_type: source.type ?? null,
    source_url: source.url ?? '',
    source_email: source.email ?? '',
    source_network_type: source.networkType ?? null,
    source_date: source.date ?? '',
    Tags: alert.tags.map(({ createdBy, name, id: tag }) => ({
      created_by: createdBy ?? null,
      name: name ?? null,
      id: tag ?? null,
    })),
    related_iocs: alert.relatedIocs,
    found_date: alert.foundDate ?? null,
    update_date: alert.updateDate ?? null,
    takedown_status: alert.takedownStatus ?? null,
    is_closed: alert.isClosed,
    is_flagged: alert.isFlagged,
    related_threat_ids: alert.relatedThreatIds,
  };
}

/** What a table of several alerts shows. */
export const alertColumns = [
  'id',
  'title',
  'type',
  'sub_type',
  'severity',
  'is_closed',
  'found_date',
  'update_date',
  'source_type',
  'source_network_type',
  'takedown_status',
] as const;
