import { UserError } from '../../errors.ts';
import { findFfmpeg, type NativeFfmpeg } from './find-ffmpeg.ts';

export type DecoderChoice = 'auto' | 'native' | 'wasm';
export type Decoder = { readonly kind: 'wasm' } | { readonly kind: 'native'; readonly ffmpeg: NativeFfmpeg };

/**
 * Which decoder runs. `auto` is the embedded WebAssembly build, unless someone named a native ffmpeg that works: it is
 * confined whatever a file does to it and, once warm, as quick on short sounds (`docs/decisions/decoding.md`).
 * @throws UserError `usage` where `native` is wanted and there is none
 */
export async function chooseDecoder(choice: DecoderChoice, ffmpegPath?: string): Promise<Decoder> {
  if (choice === 'wasm' || (choice === 'auto' && !ffmpegPath)) return { kind: 'wasm' };
  const ffmpeg = await findFfmpeg(ffmpegPath);
  if (ffmpeg) return { kind: 'native', ffmpeg };
  if (choice === 'auto') return { kind: 'wasm' };
  throw new UserError({ code: 'noDecoder' });
}
