export { chooseDecoder, type Decoder, type DecoderChoice } from './choose-decoder.ts';
export { type DecodeOptions, decodeAudio } from './decode-audio.ts';
export { findFfmpeg, type NativeFfmpeg } from './find-ffmpeg.ts';
