import { defineConfig } from 'vitest/config';

/** All tests but the ones that drive a real window (test/renderer/ui, test/electron), which npm test runs after a build. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/ui/**', 'test/electron/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
});
