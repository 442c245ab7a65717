import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { THIRD_PARTY, thirdParty } from '../../scripts/third-party.ts';

const text = readFileSync(THIRD_PARTY, 'utf8');

test('THIRD_PARTY.md names every package with which the bot is distributed, as `scripts/third-party.ts` writes it', () => {
  expect(text).toBe(thirdParty());
});

test('no license is unknown, and packages under the GPL or LGPL are explained', () => {
  expect(text).not.toMatch(/\| unknown \|/);
  for (const name of ['@ffmpeg/core', 'sharp']) expect(text).toContain(`- **${name} `);
});

test('the container image has the file', () => {
  expect(readFileSync('Dockerfile', 'utf8')).toMatch(/COPY package\.json .*THIRD_PARTY\.md/);
});
