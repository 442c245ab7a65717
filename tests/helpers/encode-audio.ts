import { createHash } from 'node:crypto';
import { createFfmpegCore, recycleFfmpegCore } from '../../src/engine/decode/ffmpeg-core.ts';

/** Output arguments of ffmpeg for each format. They choose the codec and the container. */
const FORMATS = {
  wav: ['-c:a', 'pcm_s16le', '-f', 'wav'],
  'wav-f32': ['-c:a', 'pcm_f32le', '-f', 'wav'],
  mp3: ['-c:a', 'libmp3lame', '-f', 'mp3'],
  /** MP3 with a cover picture, as music files have it. */
  'mp3-cover': ['-map', '0', '-map', '1', '-c:a', 'libmp3lame', '-c:v', 'mjpeg', '-f', 'mp3'],
  ogg: ['-c:a', 'libvorbis', '-f', 'ogg'],
  /** Opus in an Ogg container, the format of Discord's voice messages. */
  opus: ['-c:a', 'libopus', '-ar', '48000', '-f', 'ogg'],
  /** M4A with its index (the moov box) at the start of the file. */
  m4a: ['-c:a', 'aac', '-f', 'ipod', '-movflags', '+faststart'],
  /** M4A with its index at the end of the file, so that ffmpeg cannot decode the file from a pipe. */
  'm4a-moov-last': ['-c:a', 'aac', '-f', 'ipod'],
  alac: ['-c:a', 'alac', '-f', 'ipod'],
  flac: ['-c:a', 'flac', '-f', 'flac'],
  /** MP4 with audio and a small black video track. */
  'mp4-video': ['-c:a', 'aac', '-c:v', 'mpeg4', '-f', 'mp4', '-shortest'],
  /** MP4 with one second of video and no audio track. */
  'mp4-silent-film': ['-map', '1:v', '-c:v', 'mpeg4', '-f', 'mp4'],
  aiff: ['-c:a', 'pcm_s16be', '-f', 'aiff'],
  webm: ['-c:a', 'libopus', '-ar', '48000', '-f', 'webm'],
  wma: ['-c:a', 'wmav2', '-f', 'asf'],
  /** Raw AAC (ADTS), a format without an index and without a duration in its header. */
  aac: ['-c:a', 'aac', '-f', 'adts'],
  /** Matroska with a small black video track, as screen recorders write it. */
  mkv: ['-c:a', 'aac', '-c:v', 'mpeg4', '-f', 'matroska', '-shortest'],
  caf: ['-c:a', 'pcm_s16le', '-f', 'caf'],
  au: ['-c:a', 'pcm_s16be', '-f', 'au'],
} as const;

export type AudioFormat = keyof typeof FORMATS;

/** ffmpeg input that generates black pictures, for the formats with a video track or a cover. */
const PICTURES: Partial<Record<AudioFormat, string>> = {
  'mp3-cover': 'color=black:size=64x64:rate=10:duration=0.1',
  'mp4-video': 'color=black:size=64x64:rate=10',
  mkv: 'color=black:size=64x64:rate=10',
  'mp4-silent-film': 'color=black:size=64x64:rate=10:duration=1',
};
/** All formats above that have an audio track. */
export const AUDIO_FORMATS = (Object.keys(FORMATS) as AudioFormat[]).filter((format) => format !== 'mp4-silent-film');

export interface EncodeOptions {
  /** Bit rate in the notation of ffmpeg, such as `64k`. Default: that of the encoder. */
  readonly bitrate?: string;
  /** Number of channels of the file, each a copy of the only channel in `pcm`. */
  readonly channels?: number;
}

const encoded = new Map<string, Uint8Array>();

/**
 * Encodes samples as an audio file with the WebAssembly ffmpeg.
 * The same samples always give the same bytes.
 * @param pcm one channel, or several of the same length; nominal range -1..1
 * @param rate samples per second
 */
export async function encodeAudio(
  pcm: Float32Array | readonly Float32Array[],
  rate: number,
  format: AudioFormat,
  options: EncodeOptions = {},
): Promise<Uint8Array> {
  const channels = pcm instanceof Float32Array ? Array<Float32Array>(options.channels ?? 1).fill(pcm) : pcm;
  const input = interleave(channels);
  const key = createHash('sha256')
    .update(new Uint8Array(input.buffer))
    .update(JSON.stringify([channels.length, rate, format, options.bitrate]))
    .digest('hex');
  const known = encoded.get(key) ?? (await encode(input, channels.length, rate, format, options.bitrate));
  encoded.set(key, known);
  // Returns a copy of the cached file, because a test may change the bytes that it gets.
  return known.slice();
}

async function encode(
  input: Float32Array,
  channels: number,
  rate: number,
  format: AudioFormat,
  bitrate: string | undefined,
): Promise<Uint8Array> {
  const core = await createFfmpegCore();
  const log: string[] = [];
  core.setLogger(({ message }) => log.push(message));
  core.FS.writeFile('/input', new Uint8Array(input.buffer));
  const pictures = PICTURES[format];
  const status = core.exec(
    ...['-hide_banner', '-v', 'error', '-f', 'f32le', '-ar', String(rate), '-ac', String(channels), '-i', '/input'],
    ...(pictures ? ['-f', 'lavfi', '-i', pictures] : []),
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', '-flags:v', '+bitexact'],
    ...(bitrate ? ['-b:a', bitrate] : []),
    ...FORMATS[format],
    // Encoding stereo Opus in the default frames of 20 ms overflows the 64 KiB stack of the WebAssembly build.
    ...(isOpus(format) && channels > 1 ? ['-frame_duration', '10', '-compression_level', '0'] : []),
    '/output',
  );
  if (status !== 0) throw new Error(`ffmpeg could not write ${format}: ${log.join(' ')}`);
  const encoded = core.FS.readFile('/output').slice();
  recycleFfmpegCore(core);
  return encoded;
}

function isOpus(format: AudioFormat): boolean {
  return format === 'opus' || format === 'webm';
}

function interleave(channels: readonly Float32Array[]): Float32Array {
  const length = channels[0]?.length ?? 0;
  const samples = new Float32Array(length * channels.length);
  for (const [offset, channel] of channels.entries()) {
    for (const [index, sample] of channel.entries()) samples[index * channels.length + offset] = sample;
  }
  return samples;
}
