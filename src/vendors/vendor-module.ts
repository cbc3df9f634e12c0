import type * as z from 'zod';
import type { Secret } from '../domain/secret.ts';
import type { HttpClient } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Instance, Vendor } from '../ports/vendor.ts';
import type { ConnectionSettings } from './instance-settings.ts';

/** How one host is asked by one set of credentials. */
export interface HttpOptions extends ConnectionSettings {
  readonly baseUrl: string;
  /** Sent with every request; values are made at sending, so that no credential stands in a plain object before. */
  readonly headers?: () => { readonly [name: string]: string };
  /** Sent with every request and never logged. */
  readonly query?: () => { readonly [name: string]: string };
  /** At most `requests` starts in any window of `perMs`, shared by all clients of the same host in this process. */
  readonly pace?: { readonly requests: number; readonly perMs: number };
  /** Scrubbed from every error text. */
  readonly secrets: readonly Secret[];
  readonly maxBytes?: number;
}

export interface VendorDeps {
  readonly http: (options: HttpOptions) => HttpClient;
  readonly log: Log;
}

/** A vendor as `vendors/index.ts` lists it. `settings` has `vendor` as a literal. */
export interface VendorModule<Settings extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly settings: Settings;
  create(settings: z.output<Settings>, deps: VendorDeps): Vendor;
  /** The URL that is really used, for people. */
  urlOf(settings: z.output<Settings>): string;
}

export type { Instance };
