import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** What happened when, one JSON line each, beside what the bots wrote: to find out why a seed fails. */
export interface Journal {
  note(what: string, data: object): void;
}

export function createJournal(folder: string): Journal {
  return {
    note(what, data) {
      appendFileSync(join(folder, 'chaos.log'), `${JSON.stringify({ at: new Date().toISOString(), what, ...data })}\n`);
    },
  };
}
