import { readdirSync, readFileSync } from 'node:fs';
import type { Card } from '../../src/domain/card.ts';
import type { Draft, Incident } from '../../src/domain/incident.ts';
import type { JsonObject } from '../../src/domain/json.ts';
import { ingest } from '../../src/pipeline/ingest.ts';
import type { Collection } from '../../src/vendors/group-ib/collection.ts';
import { collections } from '../../src/vendors/group-ib/collections.ts';
import { presentRecord } from '../../src/vendors/group-ib/present.ts';
import { recordSchema } from '../../src/vendors/group-ib/record-schema.ts';
import { draftOf } from '../../src/vendors/rapid7-threat-command/alert-draft.ts';
import { presentAlert } from '../../src/vendors/rapid7-threat-command/present.ts';
import { AlertEntry, AlertRecord } from '../../src/vendors/rapid7-threat-command/schema.ts';
import { presentAlarm } from '../../src/vendors/threatmon/present.ts';
import { alarmSchema } from '../../src/vendors/threatmon/schema.ts';

/** A card of the gallery with what it is drawn from. */
export interface Exhibit {
  readonly vendor: string;
  /** The vendor's name for people. */
  readonly vendorTitle: string;
  /** What the record is: the vendor's collection, or the alarm's own title. */
  readonly title: string;
  /** The picture's file, without its ending. */
  readonly name: string;
  readonly incident: Incident;
  readonly card: Card;
}

interface Shelf {
  readonly vendor: string;
  readonly title: string;
  readonly present: (incident: Incident) => Card;
  readonly drafts: readonly { readonly title: string; readonly draft: Draft }[];
}

const fixtures = new URL('../../test/fixtures/', import.meta.url);
/** The time of reading is shown where a record has none of its own: always the same one. */
const now = new Date('2026-08-05T12:00:00.000Z');

/** Every kind of record in the fixtures, read and presented as the bot does; the fullest record of each kind. */
export function exhibits(): readonly Exhibit[] {
  return [threatmonShelf(), rapid7Shelf(), groupIbShelf()].flatMap(exhibitsOf);
}

function exhibitsOf({ vendor, title: vendorTitle, present, drafts }: Shelf): readonly Exhibit[] {
  const names = new Set<string>();
  return drafts.map(({ title, draft }) => {
    const name = freeName(title, names);
    const incident = incidentOf(draft, vendor);
    return { vendor, vendorTitle, title, name, incident, card: present(incident) };
  });
}

function threatmonShelf(): Shelf {
  const schema = alarmSchema({ now, baseUrl: 'https://external.threatmon.io' });
  const records = filesIn('threatmon')
    .filter((file) => file.startsWith('alarms_page'))
    .flatMap((file) => objectsIn(`threatmon/${file}`, 'data'));
  const drafts = records.map((record) => schema.parse(record).draft).map((draft) => ({ title: draft.title, draft }));
  return { vendor: 'threatmon', title: 'ThreatMon', present: presentAlarm, drafts };
}

function rapid7Shelf(): Shelf {
  const folder = 'rapid7-threat-command/alert';
  const files = filesIn(folder).filter((file) => file.startsWith('complete'));
  const drafts = files.map((file) => {
    const record = AlertRecord.parse(json(`${folder}/${file}`));
    const draft = draftOf({
      id: AlertEntry.parse(record.raw).id,
      record,
      fetch: { csv: false, attachments: false },
      now,
    });
    return { title: draft.type, draft };
  });
  return { vendor: 'rapid7-threat-command', title: 'Rapid7 Threat Command', present: presentAlert, drafts };
}

function groupIbShelf(): Shelf {
  const drafts = collections.map((collection) => ({ title: collection.name, draft: fullestOf(collection) }));
  return { vendor: 'group-ib', title: 'Group-IB', present: presentRecord, drafts };
}

function fullestOf(collection: Collection): Draft {
  const name = `${collection.name.replace('/', '_')}.json`;
  const path = filesIn('group-ib').includes(name) ? `group-ib/${name}` : `group-ib/synthetic/${name}`;
  const [first] = objectsIn(path, 'items').toSorted((one, other) => sizeOf(other) - sizeOf(one));
  return recordSchema(collection, { now, portal: 'https://tap.group-ib.com' }).parse(first);
}

function sizeOf(record: JsonObject): number {
  return JSON.stringify(record).length;
}

function incidentOf(draft: Draft, vendor: string): Incident {
  const routing = { channel: '#gallery', mention: [], dropped: false, onUpdate: 'update-only', on: {} } as const;
  const at = now.toISOString();
  const source = {
    instance: `acme-${vendor.split('-threat', 1).join('')}`,
    vendor,
    title: vendor,
    readAt: at,
    now: at,
  };
  const [incident] = ingest([{ ...draft, routing }], new Map(), source).incidents;
  if (incident === undefined) throw new Error(`${draft.externalId} made no incident`);
  return incident;
}

function freeName(title: string, taken: Set<string>): string {
  const stem = title.toLowerCase().replaceAll(/[^a-z\d]+/g, '-');
  let name = stem;
  for (let number = 2; taken.has(name); number += 1) name = `${stem}-${number}`;
  taken.add(name);
  return name;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, fixtures))
    .filter((file) => file.endsWith('.json'))
    .toSorted();
}

function objectsIn(path: string, list: string): readonly JsonObject[] {
  const page = json(path);
  const items = page[list];
  if (!Array.isArray(items)) throw new Error(`${path} has no ${list}`);
  return items as readonly JsonObject[];
}

function json(path: string): JsonObject {
  return JSON.parse(readFileSync(new URL(path, fixtures), 'utf8')) as JsonObject;
}
