import { isStale } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import {
  DESCRIPTORS_VERSION,
  type Descriptors,
  FINGERPRINT_VERSION,
  SEARCH_DATA_VERSION,
  type SearchData,
} from '../engine/index.ts';
import type { Library, Sound } from '../storage/library.ts';
import { analyzeSound, type FullyAnalyzedSound } from './analyze-sound.ts';
import type { RelatingEngine } from './find-relations.ts';
import { relateSound } from './relate-sound.ts';

type RefreshingEngine = RelatingEngine &
  Pick<Engine, 'clapModel' | 'embed' | 'fingerprint' | 'describe' | 'searchData'>;

export interface RefreshOptions {
  readonly lane: string;
  readonly signal?: AbortSignal;
}

/** Result of a refresh. `missing`: the audio of the sound is missing, so nothing could be computed. */
export type Refresh = 'current' | 'refreshed' | 'missing';

/** What is stored of a sound besides its embedding, and whether it is current. */
interface Currency {
  readonly isRelated: boolean;
  readonly isDescribed: boolean;
  readonly isSearchable: boolean;
}

/**
 * Brings a stored sound up to date with the engine: computes its embedding, its fingerprint, its relations, its
 * descriptors and its search data again, if they are missing, damaged or of another version. Decodes the audio once at
 * most.
 * @throws UserError if the audio cannot be analyzed, or the results cannot be stored; the signal's reason if it aborts
 */
export async function refreshSound(
  engine: RefreshingEngine,
  library: Library,
  sound: Sound,
  options: RefreshOptions,
): Promise<Refresh> {
  const { id } = sound;
  const stored = library.embedding(id);
  const current = stored && !isStale(sound, engine) ? stored : undefined;
  const isRelated = await hasCurrentRelations(library, sound);
  const isDescribed = sound.descriptors?.version === DESCRIPTORS_VERSION;
  const isSearchable = (await library.searchData(id))?.version === SEARCH_DATA_VERSION;
  if (current && isRelated && isDescribed && isSearchable) return 'current';
  const source = await library.audioPath(id);
  if (source === undefined) return 'missing';
  const currency = { isRelated, isDescribed, isSearchable };
  const analyzed = current
    ? { embedding: current, ...(await measure(engine, source, currency, options)), source }
    : await analyzeSound(engine, source, options);
  const { embedding, descriptors, searchData } = analyzed;
  // If a member has removed the sound in the meantime, the writes do nothing. This is not an error.
  await library.change(async (writer) => {
    if (!current) await writer.reembed(new Map([[id, embedding]]));
    if (descriptors && !isDescribed) await writer.describe(id, descriptors);
    if (searchData && !isSearchable) await writer.setSearchData(id, searchData);
  });
  if (isRelated) return 'refreshed';
  await relateSound(engine, library, analyzed, async (writer, compared) => compared && writer.relate(id, compared), {
    ...options,
    id,
  });
  return 'refreshed';
}

/** Computes what a sound lacks besides its embedding, in one decoding. */
async function measure(
  engine: RefreshingEngine,
  source: string,
  { isRelated, isDescribed, isSearchable }: Currency,
  options: RefreshOptions,
): Promise<Pick<FullyAnalyzedSound, 'fingerprint' | 'descriptors' | 'searchData'>> {
  let descriptors: Descriptors | null = null;
  let searchData: SearchData | null = null;
  const onDescriptors = (measured: Descriptors) => {
    descriptors = measured;
  };
  const onSearchData = (computed: SearchData) => {
    searchData = computed;
  };
  const lacking = { ...options, ...(!isDescribed && { onDescriptors }), ...(!isSearchable && { onSearchData }) };
  if (!isRelated) return { fingerprint: await engine.fingerprint(source, lacking), descriptors, searchData };
  if (isSearchable) return { fingerprint: null, descriptors: await engine.describe(source, options), searchData };
  return { fingerprint: null, searchData: await engine.searchData(source, lacking), descriptors };
}

async function hasCurrentRelations(library: Library, { id, relations }: Sound): Promise<boolean> {
  if (relations?.version !== FINGERPRINT_VERSION) return false;
  return (await library.fingerprint(id))?.version === FINGERPRINT_VERSION;
}
