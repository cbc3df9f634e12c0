/**
 * What the simulated service sends, field by field as in CONTRACT.md §4. Alerts are loose on purpose: any field may be
 * absent, null, of another type or unknown, and a test may ask for exactly that.
 */

export interface AlertDetails {
  readonly Title?: unknown;
  readonly Description?: unknown;
  readonly Type?: unknown;
  readonly SubType?: unknown;
  readonly Severity?: unknown;
  readonly Images?: unknown;
  readonly Tags?: unknown;
  readonly Source?: unknown;
  readonly [unknownField: string]: unknown;
}

export interface AlertFields {
  readonly _id?: string;
  readonly FoundDate?: unknown;
  readonly UpdateDate?: unknown;
  readonly Details?: AlertDetails | null;
  readonly Assets?: unknown;
  readonly Assignees?: unknown;
  readonly TakedownStatus?: unknown;
  readonly IsFlagged?: unknown;
  readonly RelatedIocs?: unknown;
  readonly RelatedThreatIDs?: unknown;
  readonly Closed?: unknown;
  readonly [unknownField: string]: unknown;
}

export interface AlertRecord extends AlertFields {
  readonly _id: string;
}

export interface Message {
  /** ISO 8601 UTC. */
  readonly Date: string;
  readonly Initiator: string;
  readonly Message: string;
}

export interface BlocklistEntry {
  readonly Value: string;
  readonly Status: string;
}

export interface ActivityEntry {
  readonly _id: string;
  readonly Type: string;
  readonly SubTypes: readonly string[];
  /** A user id, `API` or `System`. */
  readonly Initiator: string;
  readonly CreatedDate: string;
  readonly UpdateDate: string;
  readonly ReadBy: readonly (string | null)[];
  readonly AdditionalInformation: { readonly [part: string]: unknown };
}

export interface AssetRecord {
  readonly Type: string;
  readonly Value: string;
}

export interface CveRecord {
  readonly cveId: string;
  readonly severity: string;
  readonly publishedDate: string;
  readonly updateDate: string;
  readonly cpe: readonly { readonly Value: string; readonly [otherField: string]: unknown }[];
  readonly [otherField: string]: unknown;
}

export interface CyberTermRecord {
  readonly ID: string;
  readonly Value: string;
  readonly Type: string;
  readonly Severity: string;
  readonly UpdatedDate: string;
  readonly Aliases?: readonly string[];
  readonly Origins?: readonly string[];
  readonly TargetCountries?: readonly string[];
  readonly TargetSectors?: readonly string[];
  readonly TTPs?: readonly string[];
  readonly [otherField: string]: unknown;
}

export interface TermCve {
  readonly CveId: string;
  readonly PublishedDate: string;
  readonly VendorProducts: readonly string[];
}

export interface TermIoc {
  readonly Value: string;
  readonly Type: string;
  readonly UpdateDate: string;
  readonly [otherField: string]: unknown;
}

export interface IocRecord {
  readonly value: string;
  readonly type: string;
  readonly status: string;
  readonly severity: string;
  readonly score: number;
  readonly lastUpdateDate: string;
  readonly lastSeen: string;
  readonly firstSeen: string;
  readonly whitelisted: boolean;
  readonly tags: readonly string[];
  readonly reportedFeeds?: readonly { readonly id: string; readonly name: string; readonly confidenceLevel: number }[];
  readonly [otherField: string]: unknown;
}

export interface UserRecord {
  readonly _id: string;
  readonly Email: string;
  readonly Role: string;
  readonly IsDeleted: boolean;
  readonly [otherField: string]: unknown;
}

export interface CustomerRecord {
  readonly _id: string;
  readonly CompanyName: string;
  readonly Status: 'Enabled' | 'Disabled';
  readonly Note: string;
}

export interface MentionRecord {
  readonly id: string;
  readonly Title: string;
  readonly ShortContent: string;
  readonly Author: string;
  readonly Date: string;
  readonly [otherField: string]: unknown;
}
