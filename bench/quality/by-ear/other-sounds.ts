import { drawInstruments } from '../../../training/instruments.ts';
import type { Random } from '../../../training/random.ts';
import { drawChordLoops, drawMusic } from '../descriptors/generated-music.ts';
import { render } from './render.ts';
import { drawTunes, played } from './tunes.ts';

/** Returns music, chord loops and other tunes, among which a sound has to be found. */
export function otherSounds(random: Random, count: number): Promise<Float32Array[]> {
  const third = Math.ceil(count / 3);
  const music = [...drawMusic(random, third), ...drawChordLoops(random, third)].map(({ passage }) => passage);
  const tunes = drawTunes(random, count - music.length).map((tune) => {
    const [instrument] = drawInstruments(random, 1);
    if (!instrument) throw new RangeError('there are no instruments');
    return played(tune, instrument);
  });
  return render([...music, ...tunes]);
}
