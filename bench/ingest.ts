import { parseEach } from '../src/http/parse-each.ts';
import { pollFeed } from '../src/pipeline/poll.ts';
import type { Feed, Instance } from '../src/ports/vendor.ts';
import { alarmSchema } from '../src/vendors/threatmon/schema.ts';
import { alarm } from './bot.ts';
import { withPolling } from './polling.ts';
import type { Row } from './row.ts';

const instances = 10;
const pages = 20;
const pageSize = 100;

/** Wire records to durable incidents: parsed, two rules, ingested, committed; everything but the vendor's HTTP. */
export async function benchIngest(): Promise<readonly Row[]> {
  return withPolling(async ({ deps }) => {
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: instances }, async (_, index) => pollFeed(target(index), deps)));
    const seconds = (performance.now() - startedAt) / 1000;
    const value = (instances * pages * pageSize) / seconds;
    const note = `${instances} instances, pages of ${pageSize}, two rules; aim 2,000`;
    return [{ name: 'incidents normalised, routed and ingested', unit: '/s', value, note }];
  });
}

function target(number: number): { readonly instance: Instance; readonly feed: Feed } {
  const feed: Feed = {
    name: 'alarms',
    schedule: { everyMs: 60_000 },
    primary: true,
    first: { kind: 'now' },
    async read({ cursor, now }) {
      const page = typeof cursor === 'number' ? cursor : 0;
      const wire = Array.from({ length: pageSize }, (_, index) => alarm(undefined, page * pageSize + index));
      const { accepted, rejected } = parseEach(alarmSchema({ now, baseUrl: 'https://external.threatmonit.io' }), wire);
      const drafts = accepted.map(({ draft }) => draft);
      return { drafts, rejected, indicators: [], absent: [], next: page + 1, more: page + 1 < pages, warnings: [] };
    },
  };
  const present = (): never => {
    throw new Error('nothing is shown here');
  };
  const instance: Instance = {
    name: `acme-${number}`,
    vendorName: 'threatmon',
    vendorTitle: 'ThreatMon',
    url: '',
    channel: '#threat-intel',
    reliability: 'B',
    insecure: false,
    timeoutMs: 30_000,
    fetchEnabled: true,
    vendor: { feeds: [feed], commands: [], statuses: { words: [], command: present }, present, test: present },
  };
  return { instance, feed };
}
