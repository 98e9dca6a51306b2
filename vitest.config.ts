import { defineConfig } from 'vitest/config';

/** Groups run one after another: the slow ones start when the cheap ones have passed. */
const project = (name: string, groupOrder: number, options: object) => ({
  test: { name, sequence: { groupOrder }, ...options },
});

/** They listen to what is played, and want the machine for themselves. */
const heard = ['tests/browser/gapless.test.ts', 'tests/browser/player.test.ts'];

const inBrowser = {
  // Conditions are waited for as long as elements are.
  expect: { poll: { timeout: 60_000 } },
  testTimeout: 300_000,
  retry: 2,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    reporters: ['default', './scripts/lib/summary-reporter.mjs'],
    projects: [
      project('unit', 0, {
        include: [
          'packages/*/src/**/*.test.ts',
          'apps/web/src/**/*.test.ts',
          'scripts/**/*.test.ts',
          'tests/checks/**/*.test.ts',
          'infra/gateway/*.test.ts',
          'infra/functions/*.test.ts',
          'tests/aws/*.test.ts',
          'tests/tables/*.test.ts',
        ],
        globalSetup: [
          'packages/adapters/src/database/postgres/testing/global-setup.ts',
          'packages/adapters/src/database/dynamodb/testing/global-setup.ts',
        ],
        testTimeout: 120_000,
        // What needs it is named at the end of the run, and looked into.
        retry: 1,
        hookTimeout: 120_000,
        maxWorkers: 2,
      }),
      project('acceptance', 1, {
        include: ['tests/acceptance/**/*.test.ts'],
        globalSetup: ['tests/acceptance/harness/global-setup.ts'],
        testTimeout: 120_000,
        retry: 2,
        hookTimeout: 120_000,
        maxWorkers: 2,
      }),
      project('browser', 2, {
        include: ['tests/browser/**/*.test.ts'],
        exclude: heard,
        maxWorkers: 2,
        ...inBrowser,
      }),
      project('sound', 3, { include: heard, fileParallelism: false, ...inBrowser }),
    ],
  },
});
