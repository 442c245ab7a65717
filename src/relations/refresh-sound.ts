import { isStale } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import { FINGERPRINT_VERSION, SEARCH_DATA_VERSION, type SearchData } from '../engine/index.ts';
import type { Library, Sound } from '../storage/library.ts';
import { analyzeSound } from './analyze-sound.ts';
import type { RelatingEngine } from './find-relations.ts';
import { relateSound } from './relate-sound.ts';

export interface RefreshOptions {
  readonly lane: string;
  readonly signal?: AbortSignal;
}

/** Result of a refresh. `missing`: the audio of the sound is missing, so nothing could be computed. */
export type Refresh = 'current' | 'refreshed' | 'missing';

/**
 * Brings a stored sound up to date with the engine: computes its embedding, fingerprint, relations and search data again,
 * if they are missing, damaged or of another version. Decodes the audio once at most.
 * @throws UserError if the audio cannot be analyzed, or the results cannot be stored; the signal's reason if it aborts
 */
export async function refreshSound(
  engine: RelatingEngine & Pick<Engine, 'clapModel' | 'embed' | 'fingerprint' | 'searchData'>,
  library: Library,
  sound: Sound,
  options: RefreshOptions,
): Promise<Refresh> {
  const { id } = sound;
  const stored = library.embedding(id);
  const current = stored && !isStale(sound, engine) ? stored : undefined;
  const isRelated = await hasCurrentRelations(library, sound);
  const isSearchable = (await library.searchData(id))?.version === SEARCH_DATA_VERSION;
  if (current && isRelated && isSearchable) return 'current';
  const source = await library.audioPath(id);
  if (source === undefined) return 'missing';
  if (current && isRelated) {
    const computed = await engine.searchData(source, options);
    await library.change((writer) => writer.setSearchData(id, computed));
    return 'refreshed';
  }
  const analyzed = current
    ? { embedding: current, ...(await deriveAgain(engine, source, options)), source }
    : await analyzeSound(engine, source, options);
  // If a member has removed the sound in the meantime, all writes do nothing. This is not an error.
  await library.change(async (writer) => {
    if (!current) await writer.reembed(new Map([[id, analyzed.embedding]]));
    if (analyzed.searchData) await writer.setSearchData(id, analyzed.searchData);
  });
  if (isRelated) return 'refreshed';
  await relateSound(engine, library, analyzed, async (writer, compared) => compared && writer.relate(id, compared), {
    ...options,
    id,
  });
  return 'refreshed';
}

async function hasCurrentRelations(library: Library, { id, relations }: Sound): Promise<boolean> {
  if (relations?.version !== FINGERPRINT_VERSION) return false;
  return (await library.fingerprint(id))?.version === FINGERPRINT_VERSION;
}

/** Computes the fingerprint and the search data of an audio file in one decoding. */
async function deriveAgain(engine: Pick<Engine, 'fingerprint'>, source: string, options: RefreshOptions) {
  let searchData: SearchData | null = null;
  const onSearchData = (computed: SearchData) => {
    searchData = computed;
  };
  const fingerprint = await engine.fingerprint(source, { ...options, onSearchData });
  return { fingerprint, searchData };
}
