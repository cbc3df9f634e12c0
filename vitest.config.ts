import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Looks of `expect.poll` end when they see it: a machine with other work needs longer than vitest's second.
    expect: { poll: { timeout: 30_000 } },
    globalSetup: ['test/support/postgres-notice.ts'],
  },
});
