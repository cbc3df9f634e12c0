import type { Line } from '../domain/answer.ts';
import type { RejectedRecord } from '../domain/checkpoint.ts';
import type { Card } from '../domain/card.ts';
import type { Command, CommandFile } from '../domain/command.ts';
import type { Draft, Incident } from '../domain/incident.ts';
import type { Indicator, IndicatorRecord } from '../domain/indicator.ts';
import type { Json } from '../domain/json.ts';
import type { Instant } from '../domain/time.ts';

/** `everyMs`, or a cron expression. */
export type Schedule = { readonly everyMs: number } | { readonly cron: string };

export interface FeedRequest {
  /** The cursor last committed; absent on the first fetch, or for a retrieval that must not touch it. */
  readonly cursor?: Json;
  /** Where the first fetch reaches back to, ISO 8601 UTC. `implicit` where nobody set it. */
  readonly since: string;
  /** External ids of this instance's incidents that are open, read when first asked for. */
  readonly openIds: () => Promise<readonly string[]>;
  /** External ids of incidents on which somebody waits for an answer of the vendor. */
  readonly watchedIds: () => Promise<readonly string[]>;
  /** Whether an external id is an incident of this instance, open or closed. Absent where nothing is stored. */
  readonly isKnown?: (externalId: string) => Promise<boolean>;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** An answer or note of the vendor's people on an incident. */
export interface Remark {
  readonly externalId: string;
  /** Unique within the incident. */
  readonly id: string;
  readonly at: string;
  readonly author: string;
  readonly text: string;
}

/** One page. A bad record neither stops its page nor disappears. */
export interface FeedPage {
  readonly drafts: readonly Draft[];
  readonly rejected: readonly RejectedRecord[];
  readonly indicators: readonly IndicatorRecord[];
  /** What the vendor said to a known incident; each goes into its thread once, by `id`. */
  readonly remarks?: readonly Remark[];
  /** External ids that the page should have held and did not. */
  readonly absent: readonly string[];
  /** Committed together with the page. */
  readonly next: Json;
  /** Whether the next page should be read now. */
  readonly more: boolean;
  /** What an operator should hear: fixed text, no vendor text. */
  readonly warnings: readonly string[];
}

/** One stream of records with its own checkpoint and schedule. */
export interface Feed {
  /** `alarms`, `refresh`, `indicators`, `compromised/breached`. Part of the checkpoint's identity. */
  readonly name: string;
  readonly schedule: Schedule;
  /** Whether `picket fetch`, `/threat fetch` and `backfill` read it. */
  readonly primary: boolean;
  /** New incidents a run may take in; the rest follow in the next. Absent: no limit. */
  readonly max?: number;
  /** Pages a run reads; the rest follow in the next. Absent: no limit. A backfill reads on. */
  readonly pages?: number;
  /** Where the first fetch reaches back to. */
  readonly first: Instant;
  /** Overrides the instance's channel. */
  readonly channel?: string;
  read(request: FeedRequest): Promise<FeedPage>;
}

/** A connection test in words. `fixes` are steps to take, likeliest first. */
export interface TestReport {
  readonly ok: boolean;
  readonly text: string;
  readonly fixes: readonly string[];
}

/** A vendor's answer about an indicator. */
export interface Finding {
  readonly indicator: Indicator;
  readonly verdict: 'unknown' | 'benign' | 'suspicious' | 'malicious';
  /** Why, in a few words. */
  readonly summary: string;
  /** What the vendor knows, one fact a line; nothing that `summary` says. */
  readonly details: readonly Line[];
}

/** One configured account of a vendor, ready to be asked. */
export interface Vendor {
  readonly feeds: readonly Feed[];
  readonly commands: readonly Command[];
  /** Status words that a person may set with `/threat status`, and the command that sets them. */
  readonly statuses: StatusSetting;
  present(incident: Incident): Card;
  /** One of an incident's `attachments`; absent where the vendor has no such file any more. */
  attachment?(incident: Incident, id: string, signal: AbortSignal): Promise<CommandFile | undefined>;
  test(signal: AbortSignal): Promise<TestReport>;
  /** Asks the vendor live; absent where it has no such question. */
  lookup?(indicators: readonly Indicator[], signal: AbortSignal): AsyncIterable<Finding>;
}

export interface StatusSetting {
  readonly words: readonly string[];
  /** Command and arguments that set `status` on an incident. */
  readonly command: (
    incident: Incident,
    status: string,
  ) => { readonly name: string; readonly args: { readonly [name: string]: string } };
}

/** What every vendor has in common once configured. */
export interface Instance {
  readonly name: string;
  /** `threatmon` */
  readonly vendorName: string;
  /** `ThreatMon` */
  readonly vendorTitle: string;
  readonly url: string;
  readonly channel: string;
  readonly reliability: string;
  readonly insecure: boolean;
  /** Milliseconds for one request. */
  readonly timeoutMs: number;
  readonly fetchEnabled: boolean;
  readonly vendor: Vendor;
}
