import { isStale } from '../engine/embedding.ts';
import type { Engine } from '../engine/engine.ts';
import { DESCRIPTORS_VERSION, type Descriptors, FINGERPRINT_VERSION } from '../engine/index.ts';
import type { Library, Sound } from '../storage/library.ts';
import { analyzeSound, type DescribedSound } from './analyze-sound.ts';
import type { RelatingEngine } from './find-relations.ts';
import { relateSound } from './relate-sound.ts';

type RefreshingEngine = RelatingEngine & Pick<Engine, 'clapModel' | 'embed' | 'fingerprint' | 'describe'>;

export interface RefreshOptions {
  readonly lane: string;
  readonly signal?: AbortSignal;
}

/** Result of a refresh. `missing`: the audio of the sound is missing, so nothing could be computed. */
export type Refresh = 'current' | 'refreshed' | 'missing';

/**
 * Brings a stored sound up to date with the engine: computes its embedding, its fingerprint, its relations and its
 * descriptors again, if they are missing, damaged or of another version. Decodes the audio once at most.
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
  if (current && isRelated && isDescribed) return 'current';
  const source = await library.audioPath(id);
  if (source === undefined) return 'missing';
  const analyzed = current
    ? { embedding: current, ...(await measure(engine, source, { isRelated, isDescribed }, options)), source }
    : await analyzeSound(engine, source, options);
  const { embedding, descriptors } = analyzed;
  // If a member has removed the sound in the meantime, the writes do nothing. This is not an error.
  await library.change(async (writer) => {
    if (!current) await writer.reembed(new Map([[id, embedding]]));
    if (descriptors && !isDescribed) await writer.describe(id, descriptors);
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
  { isRelated, isDescribed }: { readonly isRelated: boolean; readonly isDescribed: boolean },
  options: RefreshOptions,
): Promise<Pick<DescribedSound, 'fingerprint' | 'descriptors'>> {
  if (isRelated) return { fingerprint: null, descriptors: await engine.describe(source, options) };
  let descriptors: Descriptors | null = null;
  const onDescriptors = (measured: Descriptors) => {
    descriptors = measured;
  };
  const fingerprint = await engine.fingerprint(source, { ...options, ...(!isDescribed && { onDescriptors }) });
  return { fingerprint, descriptors };
}

async function hasCurrentRelations(library: Library, { id, relations }: Sound): Promise<boolean> {
  if (relations?.version !== FINGERPRINT_VERSION) return false;
  return (await library.fingerprint(id))?.version === FINGERPRINT_VERSION;
}
