import { expect, test } from 'vitest';
import { runSoak } from '../../bench/soak/run-soak.ts';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { rounds } from '../helpers/rounds.ts';

// This test is a short run of `npm run soak`.
test('the bot loses no reply, sound or descriptor under mixed load, and logs no bug', async () => {
  const main = bundledProgram('src/main.ts');
  const report = await runSoak({ seconds: rounds(12, 120), members: 3, maxSounds: 20, strict: false, main });
  expect(report.lost).toEqual([]);
  expect(report.bugs).toEqual([]);
  expect(report.wrong).toEqual([]);
  expect(report.stopped.status).toBe(0);
  expect(report.interactions).toBeGreaterThan(20);
  const open = report.samples.map(({ descriptors }) => descriptors);
  // The number of open descriptors may grow a little: connections are kept alive, files are being written, and some
  // threads start late.
  if (open.every(Number.isFinite)) expect(Math.max(...open.slice(5))).toBeLessThan(Math.max(...open.slice(0, 5)) + 64);
}, 300_000);
