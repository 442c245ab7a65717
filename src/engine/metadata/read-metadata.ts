import { type IAudioMetadata, parseFromTokenizer } from 'music-metadata';
import { fromBuffer, fromFile, type IRandomAccessTokenizer } from 'strtok3';
import { z } from 'zod';
import { ixmlFields } from './ixml-fields.ts';
import { readWavChunks } from './wav-chunks.ts';

/**
 * What an audio file says about its sound. Anyone can have written it, so nothing of it is known to be true, and the texts
 * may contain any character.
 */
export interface FileMetadata {
  readonly title: string | null;
  readonly artist: string | null;
  /** Genres and keywords, in the order in which the file has them. */
  readonly keywords: readonly string[];
  /** Texts about the rights to the sound: license, address of a license, copyright. */
  readonly rights: readonly string[];
  /** Address of a page about the sound. */
  readonly website: string | null;
  /** Tempo in beats per minute. */
  readonly tempoBpm: number | null;
  /** The key as it is written, such as `Am`, `A minor` or `8A`. */
  readonly key: string | null;
  /** Root note as a pitch class, C = 0, if the file states no mode. */
  readonly root: number | null;
  readonly isLoop: boolean;
}

/** Maximum bytes that are read of a file at once, such as a picture in a tag, and maximum length of a text. */
const MAX_READ = 4 * 2 ** 20;
const MAX_TEXT = 300;
const MAX_KEYWORDS = 20;
const MIN_TEMPO = 20;
const MAX_TEMPO = 400;

const text = z.string().optional().catch(undefined);
const texts = z.array(z.string()).catch([]);
const tags = z.object({
  title: text,
  artist: text,
  genre: texts,
  keywords: texts,
  license: text,
  copyright: text,
  website: text,
  bpm: z.number().optional().catch(undefined),
  key: text,
});
type Tags = z.output<typeof tags>;

/**
 * Reads the tags of an audio file (ID3, Vorbis comments, MP4, APE, RIFF INFO, BWF), and the chunks `acid`, `smpl` and
 * `iXML` of a WAV file. Damaged tags count as missing.
 * @param source path or bytes of the file
 */
export async function readMetadata(source: string | Uint8Array): Promise<FileMetadata> {
  const limits = { maxBufferSize: MAX_READ };
  const file = typeof source === 'string' ? await fromFile(source, limits) : fromBuffer(source, limits);
  try {
    const chunks = await readWavChunks(file);
    const ixml = ixmlFields(chunks.ixml);
    const found = await readTags(file);
    const tempo = [found.bpm, ixml.tempoBpm, chunks.tempoBpm].find(
      (bpm) => typeof bpm === 'number' && bpm >= MIN_TEMPO && bpm <= MAX_TEMPO,
    );
    return {
      title: shortText(found.title) ?? shortText(ixml.title) ?? shortText(found.description),
      artist: shortText(found.artist) ?? shortText(ixml.artist),
      keywords: [...found.genre, ...found.keywords, ...ixml.keywords].flatMap(splitList).slice(0, MAX_KEYWORDS),
      rights: [found.license, found.copyright].flatMap((right) => shortText(right) ?? []),
      website: shortText(found.website),
      tempoBpm: tempo ?? null,
      key: shortText(found.key) ?? shortText(ixml.key),
      root: chunks.root,
      isLoop: chunks.isLoop || ixml.isLoop,
    };
  } finally {
    await file.close();
  }
}

async function readTags(file: IRandomAccessTokenizer): Promise<Tags & { readonly description?: string | undefined }> {
  try {
    file.setPosition(0);
    const { common, native } = await parseFromTokenizer(file, { duration: false, skipCovers: true });
    const info = tags.parse({ ...common, keywords: valuesOf(native, ['IKEY', 'KEYWORDS', 'TXXX:KEYWORDS']) });
    const [description] = valuesOf(native, ['bext.description']);
    const [copyright] = valuesOf(native, ['ICOP']);
    return { ...info, copyright: info.copyright ?? copyright, description };
  } catch {
    return tags.parse({});
  }
}

/** Returns the texts of tags that music-metadata does not convert. */
function valuesOf(native: IAudioMetadata['native'], ids: readonly string[]): string[] {
  const found = Object.values(native).flat();
  return found.flatMap(({ id, value }) => (ids.includes(id.toUpperCase()) || ids.includes(id) ? String(value) : []));
}

function shortText(value: string | undefined): string | null {
  return value?.slice(0, MAX_TEXT).trim() || null;
}

function splitList(list: string): string[] {
  const words = list.slice(0, MAX_TEXT * MAX_KEYWORDS).split(/[,;/|]/);
  return words.flatMap((word) => shortText(word) ?? []);
}
