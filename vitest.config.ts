import { defineConfig } from 'vitest/config';

/** All tests but the ones that drive a real window (*.ui.test.ts, test/electron), which npm test runs after a build. */
export default defineConfig({
  test: {
    globalSetup: ['test/rig/bundle-program.ts'],
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.ui.test.ts', 'test/electron/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A second, the default, is what a loaded machine takes to open a dialog; waiting longer costs nothing when all is well.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
    // Files share a worker and what it has loaded: loading it anew for each took half of the processor time. No test may
    // leave a global changed.
    isolate: false,
    reporters: ['default'],
  },
});
