import type { DecoderChoice } from '../../../src/engine/decode/choose-decoder.ts';
import { findFfmpeg } from '../../../src/engine/decode/find-ffmpeg.ts';

/** A native ffmpeg, if this machine has one (FFMPEG_PATH, the package ffmpeg-static, PATH). */
export const nativeFfmpeg = await findFfmpeg(process.env.FFMPEG_PATH);

if (!nativeFfmpeg)
  console.log('No native ffmpeg here (FFMPEG_PATH or PATH): its half of the decoder tests is skipped.');

/** The decoders that can be tried here, with the options that choose them. */
export const decoders: { decoder: DecoderChoice; ffmpegPath?: string }[] = [
  { decoder: 'wasm' },
  ...(nativeFfmpeg ? [{ decoder: 'native' as const, ffmpegPath: nativeFfmpeg.command }] : []),
];
