/**
 * What the simulated service sends and takes, field by field as in CONTRACT.md §2 to §4. A record is loose on purpose:
 * any field may be absent, null, of another type or unknown, and a test may ask for exactly that.
 */

export interface AlarmRecord {
  readonly alarmCode?: unknown;
  readonly title?: unknown;
  readonly description?: unknown;
  readonly severity?: unknown;
  readonly status?: unknown;
  readonly alarmDate?: unknown;
  readonly [unknownField: string]: unknown;
}

/** The statuses that `PATCH /incident/status` takes. Source: CONTRACT.md §2.2. */
export const STATUSES = ['Open', 'In Progress', 'False Positive', 'Ignore', 'Resolved'] as const;

/** The values of the `cvss` filter. Source: CONTRACT.md §2.5. */
export const CVSS_SEVERITIES = ['NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

export interface CveRecord {
  readonly cve: string;
  readonly summary: string;
  readonly cvssV2: number | null;
  readonly severityV2: string | null;
  readonly cvssV3: number | null;
  readonly severityV3: string | null;
  readonly cvssV3_1: number | null;
  readonly severityV3_1: string | null;
  readonly cvssV4: number | null;
  readonly severityV4: string | null;
  readonly vendors: { readonly [vendor: string]: readonly string[] } | null;
  readonly exploit: boolean;
  readonly knownRansomwareCampaignUse: string | null;
  readonly zeroday: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface IocRecord {
  readonly ioc_value?: unknown;
  readonly ioc_type?: unknown;
  readonly created_at?: unknown;
  readonly timestamp?: unknown;
  readonly updated_at?: unknown;
  readonly [otherField: string]: unknown;
}

export interface TaxiiObject {
  readonly type: string;
  readonly id: string;
  readonly created?: string;
  readonly modified?: string;
  readonly [otherField: string]: unknown;
}

export interface TaxiiCollection {
  readonly id: string;
  readonly title: string;
  readonly objects: readonly TaxiiObject[];
}

/** An alarm's status as a caller set it. */
export interface StatusChange {
  readonly alarmCode: number;
  readonly status: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** A takedown or data removal that was accepted. */
export interface AcceptedRequest {
  readonly findingId: number;
  readonly finding: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}
