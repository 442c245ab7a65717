import { GuildPremiumTier } from 'discord.js';
import { expect, test } from 'vitest';
import { filesWithinLimit } from '../../../src/commands/shared/file-limit.ts';

const MIB = 2 ** 20;
const files = [9, 11, 51].map((size) => ({ path: '', bytes: size * MIB, fileName: `${size}` }));

test.each([
  [undefined, ['9']],
  [GuildPremiumTier.Tier1, ['9']],
  [GuildPremiumTier.Tier2, ['9', '11']],
  [GuildPremiumTier.Tier3, ['9', '11', '51']],
])('a server of boost tier %s accepts the files of %j MiB', (tier, names) => {
  expect(filesWithinLimit(files, tier).map(({ fileName }) => fileName)).toEqual(names);
});
