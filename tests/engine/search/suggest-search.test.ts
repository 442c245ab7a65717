import { describe, expect, it } from 'vitest';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { searchDataOf } from '../../../src/engine/search/search-data.ts';
import { suggestSearch } from '../../../src/engine/search/suggest-search.ts';
import { noise, sine } from '../../helpers/signals.ts';
import { descriptorsOf } from '../../storage/helpers/sounds.ts';
import { play, TUNE } from './melodies.ts';

const tonal = descriptorsOf({ kind: 'phrase', flatness: 0.1, tempoConfidence: 0.2 });
const suggest = (samples: Float32Array, descriptors = tonal) => suggestSearch(descriptors, searchDataOf(samples));

/** A voice that glides without holding a pitch, as speech does. */
function glide(): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: 4 * FEATURE_RATE }, (_, i) => {
    const hertz = 160 * 2 ** (0.5 * Math.sin((2 * Math.PI * 2 * i) / FEATURE_RATE));
    phase += hertz / FEATURE_RATE;
    return [1, 2, 3, 4].reduce((sum, k) => sum + (0.2 / k) * Math.sin(2 * Math.PI * k * phase), 0);
  });
}

describe('the suggested search', () => {
  it('is by tune for one voice that holds several pitches', () => {
    expect(suggest(play(TUNE, { harmonics: [1, 0.9, 0.2] }))).toBe('tune');
  });

  it('is by beat for noisy sounds that repeat at a clear tempo', () => {
    const bursts = noise(FEATURE_RATE, 3).map((sample, i) => sample * Math.exp(-((i % 11_025) / 1500)));
    expect(suggest(bursts, descriptorsOf({ kind: 'loop', flatness: 0.6, tempoConfidence: 0.7 }))).toBe('beat');
    expect(suggest(bursts, descriptorsOf({ kind: 'loop', flatness: 0.6, tempoConfidence: 0.1 }))).toBeNull();
    expect(suggest(bursts, descriptorsOf({ kind: 'texture', flatness: 0.6, tempoConfidence: null }))).toBeNull();
  });

  it('is none for a voice that glides, a single tone, chords, noise and very short sounds', () => {
    const third = play(TUNE, { shift: 4 });
    const chords = play(TUNE).map((sample, i) => sample + (third[i] ?? 0));
    for (const samples of [glide(), sine(220, 3, FEATURE_RATE), noise(FEATURE_RATE, 3), play(TUNE.slice(0, 3))])
      expect(suggest(samples)).toBeNull();
    expect(suggest(chords)).toBeNull();
  });
});
