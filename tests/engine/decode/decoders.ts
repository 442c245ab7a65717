import { type DecoderChoice, findFfmpeg } from '../../../src/engine/decode/choose-decoder.ts';

/** Path of a native ffmpeg (from FFMPEG_PATH, the package ffmpeg-static or PATH), or null if there is none. */
export const nativeFfmpeg = await findFfmpeg(process.env.FFMPEG_PATH);

if (!nativeFfmpeg)
  console.log('No native ffmpeg found (FFMPEG_PATH or PATH): its half of the decoder tests is skipped.');

/** Limits for decodings whose test does not concern the limits. */
export const LIMITS = { maxSeconds: 600, timeoutMs: 30_000 };

/** Options that select each decoder that works on this machine: WebAssembly, and the native ffmpeg if there is one. */
export const decoders: (typeof LIMITS & { decoder: DecoderChoice; ffmpegPath?: string })[] = [
  { ...LIMITS, decoder: 'wasm' },
  ...(nativeFfmpeg ? [{ ...LIMITS, decoder: 'native' as const, ffmpegPath: nativeFfmpeg.command }] : []),
];
