import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    pool: 'forks',
    // Workers that the engine starts from source are TypeScript too.
    execArgv: ['--import', 'tsx'],
    // A shared machine may be slow for a moment; what passes only the second time is reported as retried.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
