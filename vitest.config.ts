import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // One file a core: most of them wait for a server or a process, and vitest by itself leaves a core to others.
    maxWorkers: '100%',
    globalSetup: ['test/support/postgres-notice.ts'],
  },
});
