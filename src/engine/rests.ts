/** Channels that are left alone for a while. */
export interface Rests {
  /** For `ms` from now, whatever was said of it before. */
  add(channel: string, ms: number): void;
  has(channel: string): boolean;
  /** Ends all of them without a word. */
  clear(): void;
}

/** One timer serves all, however many rest: what ends between two of its beats ends together. */
const beatMs = 250;

/** `onOver` is called when rests have ended, once for all that ended together. */
export function createRests(onOver: () => void): Rests {
  const until = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const beat = (): void => {
    const nowMs = performance.now();
    const over = [...until].filter(([, endMs]) => endMs <= nowMs);
    for (const [channel] of over) until.delete(channel);
    if (until.size === 0) stop();
    if (over.length > 0) onOver();
  };
  return {
    add(channel, ms) {
      until.set(channel, performance.now() + ms);
      timer ??= setInterval(beat, beatMs);
    },
    has: (channel) => until.has(channel),
    clear() {
      until.clear();
      stop();
    },
  };
}
