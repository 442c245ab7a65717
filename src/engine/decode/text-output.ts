import type { FfmpegOutput } from './decode-request.ts';

/** Maximum size of a structured output. Ten minutes of frames of 2.5 ms take 16 MB. */
const MAX_BYTES = 2 ** 24;

/** Returns an output of ffmpeg that collects text. The text is written by ffmpeg's muxers, never by the input file. */
export function textOutput(args: readonly string[]): FfmpegOutput & { text(): string } {
  const chunks: Buffer[] = [];
  let length = 0;
  return {
    args,
    write: (bytes) => {
      length += bytes.length;
      if (length > MAX_BYTES) return 'too-long';
      chunks.push(Buffer.from(bytes));
      return null;
    },
    text: () => Buffer.concat(chunks).toString('latin1'),
  };
}
