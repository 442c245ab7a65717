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
 * Filters that the samples pass. If the format changes within a file, ffmpeg converts the rest to the first format.
 * With `rematrix_maxval=1`, the conversion does not make the sound louder.
 */
const FILTERS = 'aresample=rematrix_maxval=1';

/**
 * Returns the arguments of the output: the first audio track as 32-bit float samples in a WAV file.
 * The sample rate and the channels are those of the source. The caller appends the output's path.
 */
export function outputArguments(): string[] {
  return [
    ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-threads', '1'],
    ...['-af', FILTERS, '-c:a', 'pcm_f32le', '-bitexact', '-f', 'wav'],
  ];
}
