import { FEATURE_NAMES } from '../../engine/embedding.ts';
import type { ClosestPart, LeveledSound } from '../../engine/search/part/closest-part.ts';
import type { Sketch } from '../../engine/sketch.ts';
import type { Messages } from '../../i18n/index.ts';
import type { Similarity } from '../../pictures/index.ts';
import type { DescribedPicture } from '../shared/attach-picture.ts';
import { clean, shorten } from '../shared/text.ts';
import type { Match } from './find-matches.ts';
import type { PictureData } from './picture-data.ts';

/** Discord's limit for the alternative text of an attachment, in characters. */
const MAX_ALT = 1024;

/**
 * Returns a picture of the query and one match on one time axis, with the similarity of the two in each feature.
 * If the query is a text, the picture shows the match alone.
 * @param rank rank of the match; only the first is called the best match
 */
export function resultsPicture(
  query: { readonly subject: string; readonly shown: PictureData | null },
  { sound, comparison, shown }: Match & { readonly shown: PictureData },
  messages: Messages,
  rank: number,
): DescribedPicture {
  const { pictures: t, features: featureTexts, format } = messages;
  const { features, clap } = comparison;
  const similarities: Similarity[] = [
    ...(clap === null ? [] : [{ name: featureTexts.meaning, value: clap }]),
    ...(query.shown ? FEATURE_NAMES.map((name) => ({ name: featureTexts.names[name], value: features[name] })) : []),
  ];
  const match = { role: rank === 1 ? t.bestMatch : t.match(rank), name: clean(sound.label, 100), sketch: shown.sketch };
  const own = query.shown && { role: t.yours, name: clean(query.subject, 100), sketch: query.shown.sketch };
  const [first, second] = [query.shown, shown].flatMap(leveledOf);
  const describe = ({ name, sketch: { seconds } }: { name: string; sketch: Sketch }) =>
    t.shown(name, format.duration(seconds));
  const alike = similarities.map(({ name, value }) => `${name} ${format.percent(value)}`).join(', ');
  const subject = own ? t.ofTwo(describe(own), describe(match)) : t.ofOne(describe(match));
  return {
    picture: {
      kind: 'search',
      sounds: own ? [own, match] : [match],
      leveled: first && second ? [first, second] : null,
      similarities,
      locale: format.locale,
    },
    alt: shorten(`${subject} ${t.alike(alike)}`, MAX_ALT),
  };
}

function leveledOf(data: PictureData | null): LeveledSound[] {
  return data?.levels ? [{ seconds: data.sketch.seconds, levels: data.levels }] : [];
}

/** Returns a text about the part of one sound that is most similar to the other: `closest from 0:34 to 0:37`. */
export function partLine({ of, from, to }: ClosestPart, { results: t, format }: Messages): string {
  const time = (seconds: number) => (to < 60 ? format.seconds(seconds, 1) : format.duration(Math.max(1, seconds)));
  return of === 'second' ? t.closestPart(time(from), time(to)) : t.closestToPart(time(from), time(to));
}
