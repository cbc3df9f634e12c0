import type { AlertSeed, Enclosures } from './holdings.ts';
import type { NewId } from './ids.ts';
import { comparePlaces, detailOf, type Place, placeOf } from './paging.ts';
import type { ActivityEntry, AlertFields, AlertRecord, BlocklistEntry, Message } from './wire.ts';

/** What is kept with an alert beyond its record. */
export interface Dossier {
  readonly csv?: string;
  readonly conversation: readonly Message[];
  readonly blocklist: readonly BlocklistEntry[];
  readonly activity: readonly ActivityEntry[];
  readonly notes: readonly Note[];
  readonly mails: readonly { readonly Emails: readonly string[]; readonly Content: string }[];
  /** Where its indicators were reported. */
  readonly reports: readonly (readonly string[])[];
  /** Asked for with a takedown. */
  readonly closeAfterTakedown: boolean;
}

interface Note {
  readonly Note: string;
  readonly Files: readonly { readonly Data: string; readonly Type: string; readonly Name: string }[];
}

export interface StoredImage {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The alerts that the simulated service holds. */
export interface AlertBook {
  /** By update date, then by id. */
  readonly all: () => readonly AlertRecord[];
  readonly find: (id: string) => AlertRecord | undefined;
  readonly dossier: (id: string) => Dossier;
  readonly image: (id: string) => StoredImage | undefined;
  readonly add: (seed: AlertSeed) => AlertRecord;
  /** A field given as undefined is taken out. Without an update date among them, the alert is updated now. */
  readonly change: (id: string, fields: AlertFields) => AlertRecord;
  /** Changes what is kept with an alert, not its update date. */
  readonly file: (id: string, change: (before: Dossier) => Partial<Dossier>) => void;
  readonly remove: (id: string) => boolean;
  readonly replace: (seeds: readonly AlertSeed[]) => void;
}

interface Entry {
  readonly record: AlertRecord;
  readonly place: Place;
  readonly dossier: Dossier;
}

export interface BookOptions {
  readonly newId: NewId;
  readonly now: () => Date;
}

/** An empty book. */
export function createAlertBook({ newId, now }: BookOptions): AlertBook {
  const entries = createEntries();
  const images = new Map<string, StoredImage>();
  const store = ({ bytes, id = newId(now()) }: { readonly bytes: Uint8Array; readonly id?: string }): string => {
    images.set(id, { id, bytes });
    return id;
  };
  const insert = ({ enclosed, _id = newId(now()), ...fields }: AlertSeed): AlertRecord => {
    if (entries.find(_id)) throw new Error(`alert ${_id} exists already`);
    const given = enclosed?.images ?? [];
    const added = given.map((image) => store(image)).filter((id, index) => id !== given[index]?.id);
    return entries.put(withImages({ ...fields, _id }, added), dossierOf(enclosed));
  };
  return {
    all: () => entries.inOrder(),
    find: (id) => entries.find(id)?.record,
    dossier: (id) => entries.known(id).dossier,
    image: (id) => images.get(id),
    add: (seed) => insert(filledIn(seed, now().toISOString())),
    change(id, fields) {
      const { record, dossier } = entries.known(id);
      const details = fields.Details ? { Details: { ...record.Details, ...fields.Details } } : {};
      return entries.put({ ...record, UpdateDate: now().toISOString(), ...fields, ...details, _id: id }, dossier);
    },
    file(id, change) {
      entries.amend(id, change(entries.known(id).dossier));
    },
    remove: (id) => entries.drop(id),
    replace(seeds) {
      entries.clear();
      images.clear();
      for (const seed of seeds) insert(seed);
    },
  };
}

/** Alerts by id, and one sorted list until the next change. */
function createEntries() {
  const byId = new Map<string, Entry>();
  let sorted: readonly AlertRecord[] | undefined;
  return {
    inOrder(): readonly AlertRecord[] {
      sorted ??= [...byId.values()].toSorted((a, b) => comparePlaces(a.place, b.place)).map(({ record }) => record);
      return sorted;
    },
    find: (id: string) => byId.get(id),
    known(id: string): Entry {
      const entry = byId.get(id);
      if (!entry) throw new Error(`there is no alert ${id}`);
      return entry;
    },
    put(given: AlertRecord, dossier: Dossier): AlertRecord {
      const record = present(given);
      const { _id: id, UpdateDate } = record;
      byId.set(id, { record, place: placeOf(UpdateDate, id), dossier });
      sorted = undefined;
      return record;
    },
    amend(id: string, changes: Partial<Dossier>) {
      const entry = byId.get(id);
      if (entry) byId.set(id, { ...entry, dossier: { ...entry.dossier, ...changes } });
    },
    drop(id: string): boolean {
      sorted = undefined;
      return byId.delete(id);
    },
    clear() {
      sorted = undefined;
      byId.clear();
    },
  };
}

/** The seed with usual values for what it does not name. */
function filledIn(seed: AlertSeed, at: string): AlertSeed {
  const { Details, ...usual } = usualAlert(at);
  return { ...usual, ...seed, Details: seed.Details === null ? null : { ...Details, ...seed.Details } };
}

function dossierOf({ csv, conversation = [], blocklist = [] }: Enclosures = {}): Dossier {
  const empty = { activity: [], notes: [], mails: [], reports: [], closeAfterTakedown: false };
  return { ...(csv !== undefined && { csv }), conversation, blocklist, ...empty };
}

function withImages(alert: AlertRecord, added: readonly string[]): AlertRecord {
  if (added.length === 0) return alert;
  const before: unknown = detailOf(alert, 'Images');
  return { ...alert, Details: { ...alert.Details, Images: [...(Array.isArray(before) ? before : []), ...added] } };
}

/** A field given as `undefined` is one that the record lacks. */
function present({ _id, Details, ...fields }: AlertRecord): AlertRecord {
  const details = Details ? definedFields(Details) : Details;
  return { _id, ...definedFields(fields), ...(details !== undefined && { Details: details }) };
}

function definedFields(fields: object): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function usualAlert(at: string) {
  return {
    FoundDate: at,
    UpdateDate: at,
    Assets: [{ Type: 'Domains', Value: 'acme.example' }],
    Assignees: [],
    Details: {
      Title: 'Suspected phishing domain - login-acme.example',
      Description: 'A domain that looks like one of the company was registered.',
      Type: 'Phishing',
      SubType: 'RegisteredSuspiciousDomain',
      Severity: 'High',
      Images: [],
      Tags: [],
      Source: { Type: 'WHOIS servers', NetworkType: 'ClearWeb', URL: 'http://login-acme.example', Date: at },
    },
    TakedownStatus: 'NotSent',
    IsFlagged: false,
    RelatedIocs: ['login-acme.example'],
    RelatedThreatIDs: [],
    Closed: { IsClosed: false },
  } satisfies AlertFields;
}
