import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // The workspace's source, which needs no build; tsx finds it through `paths` in tsconfig.json.
  resolve: {
    alias: {
      'discord-playground': fileURLToPath(new URL('packages/discord-playground/src/index.ts', import.meta.url)),
    },
  },
  test: {
    include: ['tests/**/*.test.ts', 'packages/*/tests/**/*.test.ts'],
    pool: 'forks',
    // By default, vitest leaves one core idle.
    maxWorkers: '100%',
    // Workers that the engine starts from source are TypeScript too.
    execArgv: ['--import', 'tsx'],
    // A shared machine may be slow for a moment; what passes only the second time is reported as retried.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
