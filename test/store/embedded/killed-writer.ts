/**
 * Commits in a loop until it is killed, and says after each commit what it holds: `ready`, then one number a line. Run
 * as `node killed-writer.ts FILE FIRST`.
 */
import { writeSync } from 'node:fs';
import type { Log } from '../../../src/ports/log.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/store.ts';
import { commit, incidentOf, noticeOf } from '../records.ts';

const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

const [path = '', first = '0'] = process.argv.slice(2);
const store = await openEmbeddedStore({
  path,
  log: silent,
  clock: { now: () => new Date(), sleep: () => Promise.resolve() },
});
for (let number = Number(first); ; number += 1) {
  await commit(store, {
    incidents: [incidentOf({ externalId: String(number), description: 'x'.repeat(2000) })],
    enqueue: [noticeOf(String(number))],
  });
  // Synchronous: what a killed process has not handed to the system was never said.
  writeSync(1, `${number}\n`);
}
