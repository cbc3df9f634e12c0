import type { CommandResult, Verdict } from '../domain/command.ts';

/** Whether a write took effect, as far as a read tells: absent where it may or may not have. */
export type Told = boolean | undefined;

/** What was read, as the verdict on a write that would have given `result`. */
export function verdictOf(told: Told, result: () => CommandResult): Verdict {
  if (told === undefined) return { state: 'unknown' };
  return told ? { state: 'done', result: result() } : { state: 'not-done' };
}

/**
 * A setting that has what was wished is done, whoever did it. One that has what it had before is not; anything else
 * was changed by somebody since, and nobody knows what was between.
 */
export function toldBySetting<T>(now: T, { wish, before }: { readonly wish: T; readonly before: T | undefined }): Told {
  if (now === wish) return true;
  return before === undefined || now === before ? false : undefined;
}

/** Several settings at once: all as wished, none, or some of them, which one request should not have left. */
export function toldByAll(each: readonly boolean[]): Told {
  if (each.every(Boolean)) return true;
  return each.some(Boolean) ? undefined : false;
}
