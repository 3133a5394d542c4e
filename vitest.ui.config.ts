import { defineConfig } from 'vitest/config';

/** Tests that drive the built window in a browser: two files side by side, slower than the others by nature. */
export default defineConfig({
  test: {
    globalSetup: ['test/rig/bundle-program.ts'],
    include: ['test/**/*.ui.test.ts'],
    exclude: ['test/electron/**'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A second, the default, is what a loaded machine takes to open a dialog; waiting longer costs nothing when all is well.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    reporters: ['default'],
  },
});
