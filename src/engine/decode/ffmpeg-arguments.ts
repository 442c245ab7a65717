import { AUDIO_FORMATS } from '../audio-formats.ts';
import { FEATURE_RATE } from '../pcm.ts';

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
 * Resampling filter for the acoustic features, with the cutoff and slope of librosa's default resampler.
 * The filter determines the level near the Nyquist frequency, and so the spectral contrast of the highest band.
 */
const FEATURE_FILTER = ':filter_size=56:cutoff=0.89:filter_type=kaiser:kaiser_beta=9';

/**
 * Number of samples of silence added before and after a sound before it is resampled: 40 ms.
 * The start of a file resamples differently than the same audio after silence. The added silence removes this
 * difference, and is itself removed after decoding. 40 ms are a whole number of samples at the usual sample rates.
 */
export const PADDING_SAMPLES = 0.04 * FEATURE_RATE;
const PADDING = `adelay=delays=40:all=1,apad=pad_dur=0.04,`;

/**
 * Returns the arguments of one output: a sound track as mono 32-bit float samples. `rematrix_maxval=1` makes mono the mean of the channels; with ffmpeg's default,
 * the mono mix of a stereo float signal would be 3 dB louder.
 * @param rate samples per second
 * @param seconds maximum duration that ffmpeg writes
 */
export function outputArguments(rate: number, seconds: number): string[] {
  const resampler = `aresample=${rate}:rematrix_maxval=1${rate === FEATURE_RATE ? FEATURE_FILTER : ''}`;
  const filter = `${rate === FEATURE_RATE ? PADDING : ''}${resampler},aformat=sample_fmts=flt:channel_layouts=mono`;
  const maxBytes = Math.ceil(seconds * rate * Float32Array.BYTES_PER_ELEMENT);
  return ['-af', filter, '-c:a', 'pcm_f32le', '-f', 'f32le', '-fs', String(maxBytes)];
}

function unique(names: readonly string[]): string {
  return [...new Set(names)].join(',');
}
