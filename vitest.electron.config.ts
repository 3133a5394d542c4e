import { defineConfig } from 'vitest/config';

/** Tests of the packed application in a real Electron under Xvfb: one at a time. */
export default defineConfig({
  test: {
    globalSetup: ['test/rig/bundle-program.ts'],
    include: ['test/electron/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // A second, the default, is what a loaded machine takes to open a dialog; waiting longer costs nothing when all is well.
    expect: { poll: { timeout: 15_000 } },
    fileParallelism: false,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
