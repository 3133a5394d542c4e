import { defineConfig } from 'vitest/config';

/** Tests of the packed application in a real Electron under Xvfb: one at a time. */
export default defineConfig({
  test: {
    globalSetup: ['test/rig/bundle-program.ts'],
    include: ['test/electron/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    maxWorkers: 1,
    reporters: ['default'],
  },
});
