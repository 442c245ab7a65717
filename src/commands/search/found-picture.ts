import { alignBeat, alignTune, type FindQuery } from '../../engine/index.ts';
import type { Messages } from '../../i18n/index.ts';
import type { FoundSound } from '../../relations/find-in-library.ts';
import type { DescribedPicture } from '../shared/attach-picture.ts';
import { clean } from '../shared/text.ts';
import { differences } from './found-view.ts';

/**
 * Returns a picture of a query and a match that was found by tune or beat, in one panel as they match.
 * @param data the search data of the match
 * @param rank rank of the match; only the first is called the best match
 * @returns null for a search by part, whose parts are the same sound
 */
export function foundPicture(
  { query, subject }: { readonly query: FindQuery; readonly subject: string },
  hit: FoundSound,
  data: Uint8Array,
  messages: Messages,
  rank: number,
): DescribedPicture | null {
  const { pictures: t, format } = messages;
  const own = { role: t.yours, name: clean(subject, 100) };
  const match = { role: rank === 1 ? t.bestMatch : t.match(rank), name: clean(hit.sound.label, 100) };
  const sounds = [own, match];
  const alt = t.aligned(own.name, match.name, differences(hit, messages).join(', '));
  const { locale } = format;
  switch (query.by) {
    case 'tune':
      return { picture: { kind: 'tune', sounds, tune: alignTune(query, data, hit), locale }, alt };
    case 'beat': {
      const beat = alignBeat(query, data, hit);
      return { picture: { kind: 'beat', sounds, beat, bandNames: t.bands, locale }, alt };
    }
    case 'part':
      return null;
  }
}
