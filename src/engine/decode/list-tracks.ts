import type { DecodeRequest, RunFfmpeg } from './decode-request.ts';
import { textOutput } from './text-output.ts';

/** What ffmpeg finds in a file without decoding it. */
export interface Contents {
  /** Whether ffmpeg knows the container. */
  readonly isReadable: boolean;
  /** ffmpeg's name of the codec of each sound track, such as `aac`. */
  readonly codecs: readonly string[];
}

/** Lists the codecs of the sound tracks of a file, from the header of ffmpeg's `framecrc` output. */
export async function listTracks(run: RunFfmpeg, request: DecodeRequest): Promise<Contents> {
  const tracks = textOutput(['-map', '0:a', '-c', 'copy', '-copy_unknown', '-t', '0', '-f', 'framecrc']);
  await run({ ...request, outputs: [tracks] });
  const codecs = Array.from(tracks.text().matchAll(/^#codec_id \d+: (\w+)$/gm), ([, codec = '']) => codec);
  if (codecs.length > 0) return { isReadable: true, codecs };
  // ffmpeg writes this additional, empty output for every file that it can open, even for one without a sound track.
  const header = textOutput([
    '-vn',
    '-an',
    '-sn',
    '-dn',
    '-map_metadata',
    '-1',
    '-map_chapters',
    '-1',
    '-f',
    'ffmetadata',
  ]);
  await run({ ...request, outputs: [header] });
  return { isReadable: header.text().length > 0, codecs };
}
