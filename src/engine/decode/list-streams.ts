import type { DecodeRequest, RunFfmpeg } from './decode-request.ts';
import { textOutput } from './text-output.ts';

/** A stream of a container, such as a sound track. */
export interface Stream {
  readonly type: string;
  /** ffmpeg's name of the codec, such as `aac`. */
  readonly codec: string;
}

/**
 * Lists the streams of a file, without decoding any, from the header of ffmpeg's `framecrc` output.
 * Returns an empty list if ffmpeg cannot open the file.
 */
export async function listStreams(run: RunFfmpeg, request: DecodeRequest): Promise<readonly Stream[]> {
  const output = textOutput(['-map', '0', '-c', 'copy', '-copy_unknown', '-t', '0', '-f', 'framecrc']);
  await run({ ...request, outputs: [output] });
  const text = output.text();
  const types = text.matchAll(/^#media_type (\d+): (\w+)$/gm);
  return Array.from(types, ([, index, type = '']) => ({
    type,
    codec: new RegExp(`^#codec_id ${index}: (\\w+)$`, 'm').exec(text)?.[1] ?? 'unknown',
  }));
}
