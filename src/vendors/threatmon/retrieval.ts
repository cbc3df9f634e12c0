import { readAlarms } from './alarm-page.ts';
import type { AlarmPage } from './alarm-page.ts';
import { alarmsPerPage } from './client.ts';
import type { ThreatmonClient } from './client.ts';
import type { Alarm } from './schema.ts';

/** Pages that one retrieval reads: about a minute at the default pace. */
const mostPages = 50;

/** What a retrieval on demand found. */
export interface Retrieval {
  /** Each code once, newest code first. */
  readonly alarms: readonly Alarm[];
  readonly pages: number;
  /** Whether every page was read. */
  readonly complete: boolean;
}

export interface RetrievalRequest {
  readonly now: Date;
  readonly signal: AbortSignal;
}

/**
 * Reads alarms without touching any cursor (CONTRACT.md §8.3). A list of more than `mostPages` is read from the end
 * where its newest codes are, as far as the vendor tells its length. Errors: `VendorError`.
 */
export async function retrieveAlarms(client: ThreatmonClient, request: RetrievalRequest): Promise<Retrieval> {
  const read = async (page: number): Promise<AlarmPage> => readAlarms(client, { ...request, after: 0, page });
  const first = await read(0);
  const length = first.total === undefined ? undefined : Math.ceil(first.total / alarmsPerPage);
  if (first.last) return retrieved([first], true);
  if (length === undefined || length <= mostPages) return readOn([first], read);
  const end = await read(length - 1);
  return newestCode(end) > newestCode(first) ? readBack([first, end], length - 2, read) : readOn([first], read);
}

type Read = (page: number) => Promise<AlarmPage>;

async function readOn(pages: AlarmPage[], read: Read): Promise<Retrieval> {
  for (let page = pages.length; page < mostPages; page += 1) {
    const next = await read(page);
    pages.push(next);
    if (next.last) return retrieved(pages, true);
  }
  return retrieved(pages, false);
}

async function readBack(pages: AlarmPage[], from: number, read: Read): Promise<Retrieval> {
  for (let page = from; page > 0 && pages.length < mostPages; page -= 1) pages.push(await read(page));
  return retrieved(pages, false);
}

function newestCode({ alarms }: AlarmPage): number {
  return Math.max(0, ...alarms.map(({ code }) => code));
}

function retrieved(pages: readonly AlarmPage[], complete: boolean): Retrieval {
  const byCode = new Map(pages.flatMap(({ alarms }) => alarms.map((alarm) => [alarm.code, alarm] as const)));
  return { alarms: [...byCode.values()].toSorted((a, b) => b.code - a.code), pages: pages.length, complete };
}
