import { FEATURE_NAMES } from '../../engine/embedding.ts';
import type { Sketch } from '../../engine/sketch.ts';
import type { MapPicture, Picture, Similarity } from '../../pictures/index.ts';
import type { Sound } from '../../storage/library.ts';
import { FEATURES } from './features.ts';
import type { Match } from './results.ts';
import { clean, count, duration, percent, shorten } from './text.ts';

/** A picture, and what it shows in words for those who do not see it. */
export interface Described {
  readonly picture: Picture;
  readonly alt: string;
}

/** Discord takes 1,024 characters. */
const MAX_ALT = 1024;

/** Query and best match on one time axis, and what they are alike in; the match alone where the query is words. */
export function searchPicture(
  query: { readonly subject: string; readonly sketch: Sketch | null },
  { sound, comparison }: Match,
  sketch: Sketch,
): Described {
  const { features, clap } = comparison;
  const similarities: Similarity[] = [
    ...(clap === null ? [] : [{ name: 'Meaning', value: clap }]),
    ...(query.sketch ? FEATURE_NAMES.map((name) => ({ name: FEATURES[name].name, value: features[name] })) : []),
  ];
  const match = { role: 'Best match', name: clean(sound.label, 100), sketch };
  const asked = query.sketch && { role: 'Yours', name: clean(query.subject, 100), sketch: query.sketch };
  const sounds = asked ? [asked, match] : [match];
  const shown = sounds.map(({ name, sketch: { seconds } }) => `“${name}” (${duration(seconds)})`).join(' and ');
  const alike = similarities.map(({ name, value }) => `${name} ${percent(value)}`).join(', ');
  return {
    picture: { kind: 'search', sounds, similarities },
    alt: shorten(
      `${asked ? 'Spectrograms, on one time axis, of' : 'Spectrogram of'} ${shown}. Alike in: ${alike}.`,
      MAX_ALT,
    ),
  };
}

export function soundPicture({ label }: Sound, sketch: Sketch): Described {
  const name = clean(label, 100);
  return {
    picture: { kind: 'sound', sound: { role: '', name, sketch } },
    alt: `Waveform and spectrogram of “${name}” (${duration(sketch.seconds)}).`,
  };
}

/** A sound on the map, in the colour of its first tag. */
export function mapPoint({ label, tags: [tag] }: Sound): MapPicture['points'][number] {
  return { name: clean(label, 60), group: tag === undefined ? null : clean(tag, 60) };
}

/** @param vectors a packed embedding for each point */
export function mapPicture(points: MapPicture['points'], vectors: MapPicture['vectors'], clap: boolean): Described {
  const tags = [...new Set(points.flatMap(({ group }) => group ?? []))];
  const coloured = tags.length > 0 ? ` Colours show first tags: ${tags.slice(0, 20).join(', ')}.` : '';
  return {
    picture: { kind: 'map', vectors, clap, points, words: { other: 'other tags', none: 'no tag' } },
    alt: shorten(`Map of ${count(points.length, 'sound')}: the nearer two points, the more alike.${coloured}`, MAX_ALT),
  };
}
