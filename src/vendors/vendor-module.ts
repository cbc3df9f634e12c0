import type * as z from 'zod';
import type { HttpClient, HttpOptions } from '../ports/http.ts';
import type { Log } from '../ports/log.ts';
import type { Vendor } from '../ports/vendor.ts';

export interface VendorDeps {
  readonly http: (options: HttpOptions) => HttpClient;
  readonly log: Log;
}

/** A vendor as `vendors/index.ts` lists it. `settings` has `vendor` as a literal. */
export interface VendorModule<Settings extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly settings: Settings;
  /** Settings with everything switched on, as they stand in a file: for the reference page. */
  readonly example: z.input<Settings>;
  create(settings: z.output<Settings>, deps: VendorDeps): Vendor;
  /** The URL that is really used, for people. */
  urlOf(settings: z.output<Settings>): string;
}
