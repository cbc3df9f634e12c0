import { randomBytes } from 'node:crypto';
import type { Message } from './render/block-kit.ts';

/** Long answers, so that their further pages can be asked for. Kept in memory: a restart forgets them. */
export interface Pages {
  /** Keeps an answer's pages; gives the id they are asked for by. */
  keep(pages: readonly Message[]): string;
  /** Absent where the answer is not kept any more. */
  get(id: string): readonly Message[] | undefined;
}

/** Keeps the `limit` answers used last. */
export function createPages(limit: number): Pages {
  const kept = new Map<string, readonly Message[]>();

  function touch(id: string, pages: readonly Message[]): void {
    kept.delete(id);
    kept.set(id, pages);
    const [oldest] = kept.keys();
    if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
  }

  return {
    keep(pages) {
      const id = randomBytes(9).toString('base64url');
      touch(id, pages);
      return id;
    },
    get(id) {
      const pages = kept.get(id);
      if (pages !== undefined) touch(id, pages);
      return pages;
    },
  };
}
