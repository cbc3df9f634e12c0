import { randomBytes } from 'node:crypto';
import type { Shelf } from '../ports/shelf.ts';
import type { Message } from './render/block-kit.ts';

/**
 * Long answers, so that their further pages can be asked for. Kept in memory, and on the shelf where there is one, since
 * a press may come to another replica.
 */
export interface Pages {
  /** Keeps an answer's pages; gives the id they are asked for by. A shelf that fails leaves them to this process. */
  keep(pages: readonly Message[]): Promise<string>;
  /** Absent where the answer is not kept any more. Errors: the shelf's. */
  get(id: string): Promise<readonly Message[] | undefined>;
}

/** A press on a message that only one person sees is taken for half an hour. */
const keptMs = 3_600_000;

/** Keeps the `limit` answers used last. */
export function createPages(limit: number, shelf?: Shelf): Pages {
  const kept = new Map<string, readonly Message[]>();

  function touch(id: string, pages: readonly Message[]): void {
    kept.delete(id);
    kept.set(id, pages);
    const [oldest] = kept.keys();
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
  }

  return {
    async keep(pages) {
      const id = randomBytes(9).toString('base64url');
      touch(id, pages);
      await shelf?.put(id, JSON.stringify(pages), keptMs).catch(() => undefined);
      return id;
    },
    async get(id) {
      const here = kept.get(id);
      const text = here === undefined ? await shelf?.get(id) : undefined;
      // What was put there is what `keep` wrote.
      const pages = text === undefined ? here : (JSON.parse(text) as readonly Message[]);
      if (pages !== undefined) touch(id, pages);
      return pages;
    },
  };
}
