import { writeWav } from './linear-pcm.ts';
import { readAiff } from './read-aiff.ts';
import { readAu } from './read-au.ts';
import { readWav } from './read-wav.ts';

/** First letters of the files whose headers are parsed here. Other files go to ffmpeg as they are. */
const PARSED = ['RIFF', 'RIFX', 'RF64', 'BW64', 'riff', 'FORM', '.snd', 'dns.'];
/** First letters of a whole file that a WAV file may contain instead of samples. FL Studio writes Ogg in WAV. */
const CONTAINED = ['OggS', 'fLaC', 'ID3'];

const PARSED_LETTERS = 4;

/** Returns whether {@link plainAudio} may change a file that begins with these letters. */
export function mayBePlain(head: Uint8Array): boolean {
  return PARSED.includes(String.fromCharCode(...head.subarray(0, PARSED_LETTERS)));
}

/**
 * Returns a file with the same sound and a header that ffmpeg cannot misread.
 * Uncompressed WAV, AIFF and AU files get the plainest WAV header, because ffmpeg takes the valid bits of a sample for
 * its size, reads RIFX as little-endian, and trusts wrong sizes. Of a WAV file that contains another audio file, only
 * the inner file is returned. Any other file, and a WAV file with a plain header, is returned as it is.
 */
export function plainAudio(bytes: Uint8Array): Uint8Array {
  if (!mayBePlain(bytes)) return bytes;
  const wav = readWav(bytes);
  if (!wav) {
    const pcm = readAiff(bytes) ?? readAu(bytes);
    return pcm ? writeWav(pcm) : bytes;
  }
  if (wav.pcm) return wav.isPlain && wav.pcm.encoding !== 'float' ? bytes : writeWav(wav.pcm);
  const head = String.fromCharCode(...wav.data.subarray(0, PARSED_LETTERS));
  return CONTAINED.some((letters) => head.startsWith(letters)) ? wav.data : bytes;
}
