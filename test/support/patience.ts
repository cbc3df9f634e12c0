/** For `vi.waitFor`: ends with what it waits for, so that only a failure costs this long, also on a busy machine. */
export const patience = { timeout: 30_000, interval: 20 };
