import { describe, expect, test } from 'vitest';
import { type Attack, attacks } from '../../bench/redteam/attacks.ts';
import { runFlood } from '../../bench/redteam/flood.ts';
import { runAttack } from '../../bench/redteam/run-attack.ts';
import { bundledProgram } from '../helpers/bundled-program.ts';
import { rounds } from '../helpers/rounds.ts';

// These are small runs of `npm run redteam`: one wave each, with small files and a fifth of the requests.
describe('one member who sends', () => {
  const cases: [string, Attack][] = [attacks.forms, attacks.play, attacks.exports].map((each) => [each.name, each]);

  test.each(cases)(
    '%s gets an answer or a refusal to each request',
    async (_, attack) => {
      const size = { bytes: 0.02, requests: rounds(1, 5) / 5 };
      const main = bundledProgram('src/main.ts');
      const report = await runAttack(attack, { seconds: 0.1, restSeconds: 200, size, main });
      expect(report.requests).toBeGreaterThan(0);
      expect(report).toMatchObject({ lost: 0, unfinished: 0, alive: true, bugs: [] });
    },
    240_000,
  );
});

test('clicks that come all at once are all answered or refused', async () => {
  const report = await runFlood(rounds(500, 5000), { main: bundledProgram('src/main.ts') });
  // How long that takes depends on the machine: `npm run redteam -- clicks` measures it.
  expect(report).toMatchObject({ lost: 0, alive: true, bugs: [] });
}, 240_000);
