import { SEARCH_DATA_VERSION } from '../../engine/index.ts';
import { readSearchData } from '../../engine/search/search-data.ts';
import type { Sketch } from '../../engine/sketch.ts';
import type { Library, Sound } from '../../storage/library.ts';
import type { RequestContext, SearchQuery } from '../app.ts';
import { sketchOf } from '../shared/attach-picture.ts';

/** What the picture of a search shows of a sound. */
export interface PictureData {
  readonly sketch: Sketch;
  /** Levels of bands, from which the closest part is computed; null if they are not known yet. */
  readonly levels: Uint8Array | null;
}

/** Returns the data of the query; null if the query is a text. */
export async function queryPictureData(
  context: RequestContext,
  library: Library,
  { source, sketch = null, levels = null }: SearchQuery,
): Promise<PictureData | null> {
  const sound = source.kind === 'sound' && library.get(source.ref);
  if (sound) return soundPictureData(context, library, sound);
  return sketch && { sketch, levels };
}

/** Returns the data of a stored sound; null if its audio is missing. */
export async function soundPictureData(
  context: RequestContext,
  library: Library,
  sound: Sound,
): Promise<PictureData | null> {
  const sketch = await sketchOf(context, library, sound);
  const data = (await library.searchDataOf([sound.id])).get(sound.id);
  // Copied, because a view of search data would take all of them along to the thread that draws.
  const levels = data?.version === SEARCH_DATA_VERSION ? readSearchData(data.data).part.slice() : null;
  return sketch && { sketch, levels };
}
