import { defineConfig } from 'vitest/config';

/** Tests that drive the built window in a browser: one at a time, and slower than the others by nature. */
export default defineConfig({
  test: {
    globalSetup: ['test/rig/bundle-program.ts'],
    include: ['test/**/*.ui.test.ts'],
    exclude: ['test/electron/**'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
