import { UserError } from '../../errors.ts';
import { isSilent } from '../silence.ts';
import type { DecodeRequest, DecodeResult, RunFfmpeg } from './decode-request.ts';
import { decodeTrack } from './decode-track.ts';
import { listStreams, type Stream } from './list-streams.ts';

/** Maximum number of sound tracks of a file that are tried. */
const MAX_TRACKS = 8;

interface DecodedTrack {
  readonly result: DecodeResult;
  /** Index among the sound tracks; null for the track that ffmpeg prefers. */
  readonly track: number | null;
  /** Streams of the file. They are listed only if the preferred track is silent or cannot be read. */
  readonly streams: readonly Stream[];
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
  if (hasSound(preferred) || preferred.ending === 'too-long' || preferred.ending === 'timeout')
    return { result: preferred, track: null, streams: [] };
  const streams = await listStreams(run, remaining());
  const tracks = streams.filter(({ type }) => type === 'audio').length;
  for (let track = 0; tracks > 1 && track < Math.min(tracks, MAX_TRACKS); track++) {
    const result = await decodeTrack(run, remaining(), track);
    if (hasSound(result)) return { result, track, streams };
  }
  return { result: preferred, track: null, streams };
}

function hasSound({ feature, ending }: DecodeResult): boolean {
  return ending !== 'crash' && feature.length > 0 && !isSilent(feature);
}
