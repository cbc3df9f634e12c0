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
  const entries = new Map<string, Entry>();
  const images = new Map<string, StoredImage>();
  let inOrder: readonly AlertRecord[] | undefined;
  const known = (id: string): Entry => {
    const entry = entries.get(id);
    if (!entry) throw new Error(`there is no alert ${id}`);
    return entry;
  };
  const put = (given: AlertRecord, dossier: Dossier): AlertRecord => {
    const record = present(given);
    entries.set(record._id, { record, place: placeOf(record.UpdateDate, record._id), dossier });
    inOrder = undefined;
    return record;
  };
  const store = (bytes: Uint8Array, id = newId(now())): string => {
    images.set(id, { id, bytes });
    return id;
  };
  const add = ({ enclosed, ...fields }: AlertSeed, usual: AlertFields): AlertRecord => {
    const _id = fields._id ?? newId(now());
    if (entries.has(_id)) throw new Error(`alert ${_id} exists already`);
    const added = enclosed?.images?.filter(({ id }) => id === undefined).map(({ bytes }) => store(bytes)) ?? [];
    for (const { id, bytes } of enclosed?.images ?? []) if (id !== undefined) store(bytes, id);
    return put(withImages({ ...usual, ...fields, _id }, added), dossierOf(enclosed));
  };
  return {
    all() {
      inOrder ??= [...entries.values()].toSorted((a, b) => comparePlaces(a.place, b.place)).map(({ record }) => record);
      return inOrder;
    },
    find: (id) => entries.get(id)?.record,
    dossier: (id) => known(id).dossier,
    image: (id) => images.get(id),
    add(seed) {
      const at = now().toISOString();
      const { Details, ...usual } = usualAlert(at);
      const details =
        seed.Details === undefined || seed.Details ? present({ ...Details, ...seed.Details }) : seed.Details;
      return add({ ...seed, Details: details }, usual);
    },
    change(id, fields) {
      const { record, dossier } = known(id);
      const Details = fields.Details ? present({ ...record.Details, ...fields.Details }) : fields.Details;
      const details = 'Details' in fields ? { Details } : {};
      return put({ ...record, UpdateDate: now().toISOString(), ...fields, ...details, _id: id }, dossier);
    },
    file(id, change) {
      const entry = known(id);
      entries.set(id, { ...entry, dossier: { ...entry.dossier, ...change(entry.dossier) } });
    },
    remove(id) {
      inOrder = undefined;
      return entries.delete(id);
    },
    replace(seeds) {
      entries.clear();
      images.clear();
      inOrder = undefined;
      for (const seed of seeds) add(seed, {});
    },
  };
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
function present<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
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
