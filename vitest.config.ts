import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Files that have a process of their own, and run first.
 * Their tests replace modules, or take long although they are small: vitest starts with the larger files.
 */
const ISOLATED = [
  'tests/engine/clap/{tokenizer,clap-model,onnx-session.fuzz}.test.ts',
  'tests/engine/decode/run-native.test.ts',
  'tests/operations/{soak,stop}.test.ts',
  'tests/storage/lowdb/crash.test.ts',
  'tests/storage/postgres/{frozen-process,outage}.test.ts',
  'tests/e2e/database-away.test.ts',
];

/** End-to-end tests that also run with the libraries in PostgreSQL, if it is installed. `TEST_STORE=postgres` runs any. */
const ON_POSTGRES = existsSync('/usr/lib/postgresql') ? ['tests/e2e/{departures,library,several}.test.ts'] : [];

/** Options of `npm run test:long`. Each project needs them, because vitest extends projects by the mode `test`. */
const lengthOf = (mode: string) => ({
  provide: { long: mode === 'long' },
  testTimeout: mode === 'long' ? 600_000 : 60_000,
});

export default defineConfig(({ mode }) => ({
  resolve: {
    alias: [
      // The workspace's source, which needs no build; tsx finds it through `paths` in tsconfig.json.
      { find: 'discord-playground', replacement: file('packages/discord-playground/src/index.ts') },
      // Worker threads run bundled modules, which start faster than their source.
      { find: /^\.{1,2}\/.*sibling-module\.ts$/, replacement: file('tests/setup/bundled-module.ts') },
    ],
  },
  test: {
    pool: 'forks',
    globalSetup: 'tests/setup/bundle-programs.ts',
    // More processes than cores, because tests with a browser or other processes wait for most of their time.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    // A shared machine may be slow for a moment; what passes only the second time is reported as retried.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // Worker threads and child processes are not measured.
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'json-summary'] },
    projects: [
      {
        extends: true,
        test: {
          ...lengthOf(mode),
          name: 'shared',
          include: ['tests/**/*.test.ts', 'packages/*/tests/**/*.test.ts'],
          exclude: ISOLATED,
          // Files share two processes, because most of the time of a small file would be its imports.
          isolate: false,
        },
      },
      { extends: true, test: { ...lengthOf(mode), name: 'isolated', include: ISOLATED } },
      {
        extends: true,
        test: {
          ...lengthOf(mode),
          name: 'postgres',
          include: ON_POSTGRES,
          env: { TEST_STORE: 'postgres' },
          isolate: false,
        },
      },
    ],
  },
}));
