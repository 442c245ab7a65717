import { expect, test } from 'vitest';
import { resultsPicture } from '../../../src/commands/search/results-picture.ts';
import { mapFeatures } from '../../../src/engine/embedding.ts';
import { sketchOf } from '../../../src/engine/sketch.ts';
import { messagesFor } from '../../../src/i18n/index.ts';
import { silence } from '../../helpers/signals.ts';
import { storedSound } from '../../helpers/stored-sound.ts';

const sketch = sketchOf(silence(22_050));
const comparison = { score: 0.5, clap: null, acoustic: 0.5, features: mapFeatures(() => 0.5), reasons: [] };

test.each([
  [1, 'Best match'],
  [6, 'Match 6'],
])('the match of rank %i is called %s', (rank, role) => {
  const shown = { sketch, levels: null };
  const match = { sound: storedSound({ label: 'bell' }), comparison, shown };
  const { picture } = resultsPicture({ subject: 'x', shown }, match, messagesFor('en-US'), rank);
  expect(picture.kind === 'search' && picture.sounds.map((sound) => sound.role)).toEqual(['Yours', role]);
});

test('the closest part is searched if the levels of both sounds are known', () => {
  const levels = new Uint8Array(12);
  const leveledOf = (own: Uint8Array | null) => {
    const match = { sound: storedSound({ label: 'bell' }), comparison, shown: { sketch, levels } };
    const query = { subject: 'x', shown: { sketch, levels: own } };
    const { picture } = resultsPicture(query, match, messagesFor('en-US'), 1);
    return picture.kind === 'search' && picture.leveled;
  };
  const { seconds } = sketch;
  expect(leveledOf(levels)).toEqual([
    { seconds, levels },
    { seconds, levels },
  ]);
  expect(leveledOf(null)).toBeNull();
});
