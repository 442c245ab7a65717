import { type Mix, QUALITIES } from '../../engine/mix.ts';
import type { Library } from '../../storage/library.ts';
import type { RequestContext, SearchQuery } from '../app.ts';
import type { Slash, Typing } from '../command.ts';
import { findSound, suggestSounds } from '../shared/sound-option.ts';
import { clean } from '../shared/text.ts';
import { MAX_WORDS, type MixPart, withPart } from './mix-parts.ts';
import type { NamedPart } from './mix-view.ts';
import { recallText, soundQuery } from './query.ts';

/** Beginning of a value that mixes words instead of a stored sound. */
const WORDS = 'words:';

/**
 * Returns what the options `also_like`, `share` and `less_like` mix with the query of a search.
 * @throws UserError as `findSound` does
 */
export function partsOf({ options }: Slash, library: Library): MixPart[] {
  const quality = QUALITIES.find((each) => each === options.getString('share')) ?? null;
  const [wanted, unwanted] = [options.getString('also_like'), options.getString('less_like')];
  const liked = wanted === null ? [] : withPart([], partOf(library, wanted, { role: 'like', quality }));
  return unwanted === null ? liked : withPart(liked, partOf(library, unwanted, { role: 'unlike', quality: null }));
}

function partOf(library: Library, value: string, how: Pick<MixPart, 'role' | 'quality'>): MixPart {
  if (!value.startsWith(WORDS)) return { ...how, kind: 'sound', ref: findSound(library, value).id };
  return { role: how.role, quality: null, kind: 'text', ref: clean(value.slice(WORDS.length), MAX_WORDS) };
}

/** Suggests sounds to mix, and the typed text itself as words if a CLAP model is loaded. */
export async function suggestParts(interaction: Typing, context: RequestContext): Promise<void> {
  const words = clean(interaction.options.getFocused().replace(/^words:/, ''), MAX_WORDS);
  const isOffered = context.app.engine.mode === 'clap' && words !== '';
  await suggestSounds(interaction, context, isOffered ? [{ name: `💬 ${words}`, value: `${WORDS}${words}` }] : []);
}

/**
 * Returns the query of a search and what it is mixed with; null if it is not mixed. Sounds without a current embedding
 * are left out.
 * @throws UserError as `recallText` does
 */
export async function mixOf(
  context: RequestContext,
  library: Library,
  query: SearchQuery,
  parts: readonly NamedPart[],
): Promise<Mix | null> {
  if (parts.length === 0) return null;
  const mixed: Mix[number][] = [{ embedding: query.embedding, role: 'like', quality: null }];
  for (const { role, quality, kind, ref } of parts) {
    const sound = library.get(ref);
    if (kind === 'sound' && !sound) continue;
    const { embedding } = sound ? soundQuery(library, sound) : await recallText(context, ref);
    mixed.push({ embedding, role, quality });
  }
  return mixed;
}
