import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['infra/aws/**/*.test.ts'], testTimeout: 120_000, maxWorkers: 2 },
});
