import { FEATURE_RATE } from '../pcm.ts';

/**
 * Names of the audio and video containers that ffmpeg may open.
 * Playlists and scripts (HLS, DASH, concat, SDP, ...) would make ffmpeg read other files or the network. Parsers of
 * images, subtitles and game formats would only add attack surface.
 */
const DEMUXERS =
  'wav,mp3,ogg,flac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aiff,aac,asf,w64,caf,au,amr,wv,tta,ape,ac3,eac3,mpegts,avi,flv';

/** Names of the decoders that ffmpeg may use. All are for audio, so that no picture of a video is ever decoded. */
const DECODERS = [
  'aac,aac_latm,ac3,eac3,alac,amrnb,amrwb,ape,flac,gsm,gsm_ms,mp1,mp1float,mp2,mp2float,mp3,mp3float,opus,libopus',
  'speex,libspeex,tta,vorbis,libvorbis,wavpack,wmalossless,wmapro,wmav1,wmav2,wmavoice',
  'adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,adpcm_swf,adpcm_yamaha,g722,g726,nellymoser',
  'pcm_alaw,pcm_mulaw,pcm_u8,pcm_s8,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,pcm_s64be,pcm_s64le',
  'pcm_f16le,pcm_f24le,pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,pcm_u16be,pcm_u16le,pcm_u24be,pcm_u24le,pcm_u32be,pcm_u32le',
].join(',');

/** Maximum size of one allocation, in bytes. A header that claims gigabytes of data then fails at once. */
const MAX_ALLOCATION_BYTES = 128 * 2 ** 20;

/**
 * Returns the part of ffmpeg's command line up to and including the input file.
 * The caller appends {@link outputArguments}. The arguments suit native ffmpeg and WebAssembly alike.
 * @param input path of the file, without a protocol
 * @param seconds maximum duration that ffmpeg reads
 */
export function inputArguments(input: string, seconds: number): string[] {
  return [
    // At log level `info`, ffmpeg logs the duration that the container states.
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'info', '-y'],
    ...['-max_alloc', String(MAX_ALLOCATION_BYTES), '-filter_threads', '1'],
    ...['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS, '-codec_whitelist', DECODERS],
    ...['-max_streams', '64', '-threads', '1', '-t', String(seconds)],
    ...['-i', `file:${input}`],
  ];
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
 * Returns the arguments of one output: the first audio track as mono 32-bit float samples.
 * The caller appends the output's path. `rematrix_maxval=1` makes mono the mean of the channels; with ffmpeg's default,
 * the mono mix of a stereo float signal would be 3 dB louder.
 * @param rate samples per second
 * @param seconds maximum duration that ffmpeg writes
 */
export function outputArguments(rate: number, seconds: number): string[] {
  const resampler = `aresample=${rate}:rematrix_maxval=1${rate === FEATURE_RATE ? FEATURE_FILTER : ''}`;
  const filter = `${rate === FEATURE_RATE ? PADDING : ''}${resampler},aformat=sample_fmts=flt:channel_layouts=mono`;
  const maxBytes = Math.ceil(seconds * rate * Float32Array.BYTES_PER_ELEMENT);
  return [
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-threads', '1'],
    ...['-af', filter, '-c:a', 'pcm_f32le', '-f', 'f32le', '-fs', String(maxBytes)],
  ];
}
