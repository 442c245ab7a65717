import type { ClosestPart } from '../../engine/closest-part.ts';
import { FEATURE_NAMES } from '../../engine/embedding.ts';
import type { Sketch } from '../../engine/sketch.ts';
import type { Messages } from '../../i18n/index.ts';
import type { MapPicture, Picture, Similarity } from '../../pictures/index.ts';
import type { Sound } from '../../storage/library.ts';
import type { Match } from '../search/results-view.ts';
import { clean, shorten } from './text.ts';

/** A picture, and what it shows in words for those who do not see it. */
export interface Described {
  readonly picture: Picture;
  readonly alt: string;
  /** A line about the first match, of what drawing brought to light. */
  readonly line?: (part: ClosestPart) => string;
}

/** Discord takes 1,024 characters. */
const MAX_ALT = 1024;

/** Query and best match on one time axis, and what they are alike in; the match alone where the query is words. */
export function searchPicture(
  query: { readonly subject: string; readonly sketch: Sketch | null },
  { sound, comparison }: Match,
  sketch: Sketch,
  messages: Messages,
): Described {
  const { pictures: say, features: words, format } = messages;
  const { features, clap } = comparison;
  const similarities: Similarity[] = [
    ...(clap === null ? [] : [{ name: words.meaning, value: clap }]),
    ...(query.sketch ? FEATURE_NAMES.map((name) => ({ name: words.names[name], value: features[name] })) : []),
  ];
  const match = { role: say.bestMatch, name: clean(sound.label, 100), sketch };
  const asked = query.sketch && { role: say.yours, name: clean(query.subject, 100), sketch: query.sketch };
  const shown = ({ name, sketch: { seconds } }: { name: string; sketch: Sketch }) =>
    say.shown(name, format.duration(seconds));
  const alike = similarities.map(({ name, value }) => `${name} ${format.percent(value)}`).join(', ');
  const subject = asked ? say.ofTwo(shown(asked), shown(match)) : say.ofOne(shown(match));
  return {
    picture: { kind: 'search', sounds: asked ? [asked, match] : [match], similarities, locale: format.locale },
    alt: shorten(`${subject} ${say.alike(alike)}`, MAX_ALT),
    line: (part) => partLine(part, messages),
  };
}

/** Where in the longer of the two sounds the shorter one is nearest: `closest from 0:34 to 0:37`. */
function partLine({ of, from, to }: ClosestPart, { results: say, format }: Messages): string {
  const at = (seconds: number) => (to < 60 ? format.seconds(seconds, 1) : format.duration(Math.max(1, seconds)));
  return of === 'second' ? say.closestPart(at(from), at(to)) : say.closestToPart(at(from), at(to));
}

export function soundPicture({ label }: Sound, sketch: Sketch, { pictures: say, format }: Messages): Described {
  const name = clean(label, 100);
  return {
    picture: { kind: 'sound', sound: { role: '', name, sketch }, locale: format.locale },
    alt: say.ofSound(say.shown(name, format.duration(sketch.seconds))),
  };
}

/** A sound on the map, in the colour of its first tag. */
export function mapPoint({ label, tags: [tag] }: Sound): MapPicture['points'][number] {
  return { name: clean(label, 60), group: tag === undefined ? null : clean(tag, 60) };
}

/** `vectors`: a packed embedding for each point. */
export function mapPicture(
  { points, vectors, clap }: Pick<MapPicture, 'points' | 'vectors' | 'clap'>,
  { pictures: say }: Messages,
): Described {
  const tags = [...new Set(points.flatMap(({ group }) => group ?? []))];
  const coloured = tags.length > 0 ? ` ${say.colours(tags.slice(0, 20).join(', '))}` : '';
  return {
    picture: { kind: 'map', vectors, clap, points, words: { other: say.otherTags, none: say.noTag } },
    alt: shorten(`${say.ofLibrary(points.length)}${coloured}`, MAX_ALT),
  };
}
