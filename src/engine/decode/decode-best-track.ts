import { UserError } from '../../errors.ts';
import { isSilent } from '../silence.ts';
import type { DecodeRequest, DecodeResult, RunFfmpeg } from './decode-request.ts';
import { decodeTrack } from './decode-track.ts';
import { type Contents, listTracks } from './list-tracks.ts';

/** Maximum number of sound tracks of a file that are tried. */
const MAX_TRACKS = 8;

interface DecodedTrack {
  readonly result: DecodeResult;
  /** Index among the sound tracks; null for the track that ffmpeg prefers. */
  readonly track: number | null;
  /** What the file contains; null if the preferred track has sound, so that the contents were not listed. */
  readonly contents: Contents | null;
}

/**
 * Decodes the preferred sound track of a file or, if it is silent or cannot be read, the first other track with sound.
 * @throws UserError `readTooSlow` if all tracks together take too long
 */
export async function decodeBestTrack(run: RunFfmpeg, request: DecodeRequest): Promise<DecodedTrack> {
  const deadline = performance.now() + request.timeoutMs;
  const remaining = (): DecodeRequest => {
    const timeoutMs = deadline - performance.now();
    if (timeoutMs <= 0) throw new UserError({ code: 'readTooSlow' });
    return { ...request, timeoutMs };
  };
  const preferred = await decodeTrack(run, request, null);
  if (hasSound(preferred) || ['too-long', 'too-detailed', 'timeout'].includes(preferred.ending))
    return { result: preferred, track: null, contents: null };
  const contents = await listTracks(run, remaining());
  const tracks = contents.codecs.length;
  for (let track = 0; tracks > 1 && track < Math.min(tracks, MAX_TRACKS); track++) {
    const result = await decodeTrack(run, remaining(), track);
    if (hasSound(result)) return { result, track, contents };
  }
  return { result: preferred, track: null, contents };
}

function hasSound({ feature, ending }: DecodeResult): boolean {
  return ending !== 'crash' && feature.length > 0 && !isSilent(feature);
}
