import type { Indicator } from './indicator.ts';
import type { JsonObject } from './json.ts';
import type { Severity } from './severity.ts';

/** A labelled value of a card, in the vendor's words. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** A password, card number or the like: masked whole wherever it is shown, but to who may reveal it. */
  readonly sensitive?: boolean;
}

/** A vendor's record, normalised: what `schema.ts` of a vendor makes and rules may change. Text is hostile input. */
export interface Draft {
  /** The vendor's identity of the record, unique within its instance (Group-IB: `<collection>/<id>`). */
  readonly externalId: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** The vendor's own word for it, shown beside ours. */
  readonly severityLabel: string;
  /** The vendor's own status word. */
  readonly status: string;
  readonly closed: boolean;
  /** The vendor keeps no status: what a person set stays, and `status` is for a new incident only. */
  readonly statusIsOurs?: boolean;
  /** ISO 8601 UTC. */
  readonly occurredAt: string;
  /** ISO 8601 UTC; absent where the vendor does not tell. */
  readonly updatedAt?: string;
  readonly assets: readonly string[];
  readonly tags: readonly string[];
  readonly indicators: readonly Indicator[];
  readonly tlp?: string;
  /** The vendor's console page of this record; only ever of the vendor's own hosts. */
  readonly link?: string;
  /** Ids of files that belong into the thread, for `Vendor.attachment`; each is posted once. */
  readonly attachments?: readonly string[];
  /** Further facts worth showing, already in reading order. */
  readonly facts: readonly Fact[];
  /** The vendor's record as it came. */
  readonly raw: JsonObject;
  /** Dotted paths in `raw`, list indexes left out, of passwords, card data and personal data; all below them counts. */
  readonly sensitivePaths?: readonly string[];
}

/** What the rules decided about a draft. */
export interface Routing {
  /** Channel name or id, as configured. */
  readonly channel: string;
  /** User ids and `@usergroup` handles to call when the incident is new. */
  readonly mention: readonly string[];
  /** Kept in the store, not posted. */
  readonly dropped: boolean;
  readonly onUpdate: OnUpdate;
  /** Playbooks: command lines to run, by what happened. Templates are still in them. */
  readonly on: { readonly [change in IncidentChange]?: readonly string[] };
}

export type OnUpdate = 'update-only' | 'recreate-closed' | 'ignore';
export type IncidentChange = 'new' | 'updated' | 'closed';

export interface RoutedDraft extends Draft {
  readonly routing: Routing;
}

/** Where an incident's message lives. `messageTs` is an identifier, never a number. */
export interface MessageRef {
  readonly channelId: string;
  readonly messageTs: string;
}

/** One field that changed, in words a person reads. */
export interface FieldChange {
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** A draft that we keep and show. */
export interface Incident extends RoutedDraft {
  /** `<instance>:<externalId>` */
  readonly key: string;
  readonly instance: string;
  readonly vendor: string;
  /** 1 when new, raised by each change that its message shows. */
  readonly revision: number;
  /** Hash of the draft's content: equal means nothing to do. */
  readonly fingerprint: string;
  readonly firstSeenAt: string;
  readonly changedAt: string;
  readonly closedAt?: string;
  /** When a person changed it through us: what was read from the vendor before that is older. */
  readonly patchedAt?: string;
  /** Slack user id of who looks after it. */
  readonly assignee?: string;
  /** Since when the vendor's listing that should have held it did not. */
  readonly absentSince?: string;
  /** A person waits for an answer of the vendor here (`IncidentPatch.watch`). */
  readonly watched?: boolean;
  /** Ids of the vendor's remarks that stand in the thread. */
  readonly remarks?: readonly string[];
  /** Absent until posted. */
  readonly message?: MessageRef;
  /** The message that this one continues, where a closed incident was posted anew. */
  readonly previous?: MessageRef;
}

export function incidentKey(instance: string, externalId: string): string {
  return `${instance}:${externalId}`;
}
