import { AUDIO_FORMATS } from '../audio-formats.ts';

/** Names of the containers and codecs that ffmpeg may use. No codec of pictures is among them. */
const DEMUXERS = unique(AUDIO_FORMATS.flatMap(({ demuxers }) => [...demuxers]));
const DECODERS = unique(AUDIO_FORMATS.flatMap(({ decoders }) => [...decoders]));

/** Maximum size of one allocation, in bytes. A header that claims gigabytes of data then fails at once. */
const MAX_ALLOCATION_BYTES = 128 * 2 ** 20;

/**
 * Returns the part of ffmpeg's command line up to and including the input file.
 * The caller appends outputs. The arguments suit native ffmpeg and WebAssembly alike.
 * @param input path of the file, without a protocol
 */
export function inputArguments(input: string): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'quiet', '-y'],
    ...['-max_alloc', String(MAX_ALLOCATION_BYTES), '-filter_threads', '1'],
    ...['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS, '-codec_whitelist', DECODERS],
    ...['-max_streams', '64', '-threads', '1'],
    ...['-i', `file:${input}`],
  ];
}

/**
 * Returns the arguments that select one sound track, and nothing else of the file.
 * @param track index among the sound tracks, or null for the track that ffmpeg prefers
 */
export function trackArguments(track: number | null): string[] {
  const map = track === null ? [] : ['-map', `0:a:${track}`];
  return [...map, '-vn', '-sn', '-dn', '-map_metadata', '-1', '-threads', '1'];
}

/**
 * Filters that the samples pass. If the format changes within a file, ffmpeg converts the rest to the first format.
 * With `rematrix_maxval=1`, the conversion does not make the sound louder.
 */
const FILTERS = 'aresample=rematrix_maxval=1';

/**
 * Arguments of an output with samples: a WAV file of 32-bit floats.
 * The sample rate and the channels are those of the source.
 */
export const SAMPLE_ARGUMENTS: readonly string[] = ['-af', FILTERS, '-c:a', 'pcm_f32le', '-bitexact', '-f', 'wav'];

function unique(names: readonly string[]): string {
  return [...new Set(names)].join(',');
}
