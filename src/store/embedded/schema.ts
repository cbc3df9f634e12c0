import * as z from 'zod';

/** Raised with every change of the format that an older Picket cannot read; each raise brings its migration. */
export const formatVersion = 2;

/** What the file begins with. `sequence` is the last number given to an outbox or audit entry; none is given twice. */
export const Header = z.object({
  format: z.literal('picket-store'),
  version: z.literal(formatVersion),
  sequence: z.int().min(0),
});
export type Header = z.output<typeof Header>;

/** What a store file of any version begins with. */
export const AnyHeader = z.looseObject({ format: z.literal('picket-store'), version: z.int().min(0) });

/** Who holds the lock of a store file. */
export const LockOwner = z.object({
  token: z.string(),
  pid: z.int(),
  /** Machine and process namespace: where `pid` means something. */
  place: z.string(),
  host: z.string(),
  /** Milliseconds since the epoch. */
  since: z.number(),
});
export type LockOwner = z.output<typeof LockOwner>;
