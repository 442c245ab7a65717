import { type DecoderChoice, findFfmpeg } from '../../../src/engine/decode/choose-decoder.ts';

/** The native ffmpeg of this machine (FFMPEG_PATH, the package ffmpeg-static, PATH), or null. */
export const nativeFfmpeg = await findFfmpeg(process.env.FFMPEG_PATH);

if (!nativeFfmpeg)
  console.log('No native ffmpeg found (FFMPEG_PATH or PATH): its half of the decoder tests is skipped.');

/** The decoders of this machine, with the options that choose them. */
export const decoders: { decoder: DecoderChoice; ffmpegPath?: string }[] = [
  { decoder: 'wasm' },
  ...(nativeFfmpeg ? [{ decoder: 'native' as const, ffmpegPath: nativeFfmpeg.command }] : []),
];
