import { FEATURE_RATE } from '../pcm.ts';

/**
 * Containers that people send sounds in. Everything else is refused before it is opened: playlists and scripts (HLS,
 * DASH, concat, SDP, ...) because they make ffmpeg read other files or the network, images, subtitles and game formats
 * because nobody needs them here and every parser less is one less to break.
 */
const DEMUXERS =
  'wav,mp3,ogg,flac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,aiff,aac,asf,w64,caf,au,amr,wv,tta,ape,ac3,eac3,mpegts,avi,flv';

/** Audio decoders only, so that a video's pictures are never decoded, not even to look at the first one. */
const DECODERS = [
  'aac,aac_latm,ac3,eac3,alac,amrnb,amrwb,ape,flac,gsm,gsm_ms,mp1,mp1float,mp2,mp2float,mp3,mp3float,opus,libopus',
  'speex,libspeex,tta,vorbis,libvorbis,wavpack,wmalossless,wmapro,wmav1,wmav2,wmavoice',
  'adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,adpcm_swf,adpcm_yamaha,g722,g726,nellymoser',
  'pcm_alaw,pcm_mulaw,pcm_u8,pcm_s8,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_s32le,pcm_s64be,pcm_s64le',
  'pcm_f16le,pcm_f24le,pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,pcm_u16be,pcm_u16le,pcm_u24be,pcm_u24le,pcm_u32be,pcm_u32le',
].join(',');

/** No single allocation may be larger: a header that claims gigabytes fails at once. */
const LARGEST_ALLOCATION_BYTES = 128 * 2 ** 20;

/**
 * ffmpeg's arguments up to and with its input, the same for native and WebAssembly. They must precede
 * {@link outputArguments}.
 * @param input path of the file, without a protocol
 * @param seconds read no further than this
 */
export function inputArguments(input: string, seconds: number): string[] {
  return [
    // `info` because that is where ffmpeg says how long the file claims to be.
    ...['-nostdin', '-hide_banner', '-nostats', '-v', 'info', '-y'],
    ...['-max_alloc', String(LARGEST_ALLOCATION_BYTES), '-filter_threads', '1'],
    ...['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS, '-codec_whitelist', DECODERS],
    ...['-max_streams', '64', '-threads', '1', '-t', String(seconds)],
    ...['-i', `file:${input}`],
  ];
}

/**
 * For features: as steep, and as low, as the filter of librosa's default resampler, for what stands near the Nyquist
 * frequency afterwards, and with it the valley of the highest band, is the filter's doing.
 */
const FEATURE_FILTER = ':filter_size=56:cutoff=0.89:filter_type=kaiser:kaiser_beta=9';

/**
 * Samples of silence that are put before and after a sound before it is resampled for features, and that the reader
 * takes off again: 40 ms, a whole number of samples at the usual rates. A resampler does not take what lies outside a
 * file for silence, and so would begin a sound otherwise than within a longer file.
 */
export const SURROUND = 0.04 * FEATURE_RATE;
const SURROUNDING = `adelay=delays=40:all=1,apad=pad_dur=0.04,`;

/**
 * The arguments of one output: the first audio track as mono 32-bit float samples. The path must follow.
 * `rematrix_maxval=1` makes mono the mean of the channels; ffmpeg's own way would be 3 dB louder for stereo in float.
 * @param rate samples per second
 * @param seconds write no more than this
 */
export function outputArguments(rate: number, seconds: number): string[] {
  const resampler = `aresample=${rate}:rematrix_maxval=1${rate === FEATURE_RATE ? FEATURE_FILTER : ''}`;
  const filter = `${rate === FEATURE_RATE ? SURROUNDING : ''}${resampler},aformat=sample_fmts=flt:channel_layouts=mono`;
  const largest = Math.ceil(seconds * rate * Float32Array.BYTES_PER_ELEMENT);
  return [
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-threads', '1'],
    ...['-af', filter, '-c:a', 'pcm_f32le', '-f', 'f32le', '-fs', String(largest)],
  ];
}
