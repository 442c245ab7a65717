import { type DecoderChoice, findFfmpeg } from './choose-decoder.ts';

/**
 * Returns the decoder that works on this machine: the requested one, or the built-in one if it is missing.
 * @param warn called with a sentence for operators if the requested decoder is missing
 */
export async function usableDecoder(
  requested: DecoderChoice,
  ffmpegPath: string | undefined,
  warn: (text: string) => void,
): Promise<DecoderChoice> {
  // A wrong FFMPEG_PATH is an error of its own when the engine starts.
  if (requested !== 'native' || ffmpegPath || (await findFfmpeg())) return requested;
  warn(
    'DECODER is native, but there is no ffmpeg: neither at FFMPEG_PATH, nor in the package ffmpeg-static, nor on PATH. The built-in ffmpeg is used.',
  );
  return 'wasm';
}
