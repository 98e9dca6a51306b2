import { defineConfig } from 'vitest/config';

/** Each file starts a stack of its own, one after the other. */
export default defineConfig({
  test: {
    include: ['tests/services/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
