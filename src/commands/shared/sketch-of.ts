import type { Sketch } from '../../engine/sketch.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { App } from '../app.ts';

/** What a stored sound's picture is drawn from: kept, or made from its audio; null where that is gone. */
export async function sketchOf(app: App, library: Library, sound: Sound): Promise<Sketch | null> {
  const key = `${library.guildId}:${sound.id}`;
  const known = app.sketches.get(key);
  if (known) return known;
  const audio = await library.audio(sound.id);
  if (!audio) return null;
  const sketch = await app.engine.sketch(audio, { lane: 'pictures' });
  app.sketches.set(key, sketch);
  return sketch;
}
