import { CLAP_RATE, FEATURE_RATE } from '../pcm.ts';
import { type DecodeRequest, type DecodeResult, GRACE_SECONDS, type RunFfmpeg } from './decode-request.ts';
import { outputArguments, trackArguments } from './ffmpeg-arguments.ts';
import { createSampleBuffer } from './sample-buffer.ts';
import { textOutput } from './text-output.ts';

/**
 * Decodes one sound track of a file.
 * @param track index among the sound tracks; null for the track that ffmpeg prefers: the one that the file marks as the
 * default, or else the one with the most channels, or else the first
 */
export async function decodeTrack(run: RunFfmpeg, request: DecodeRequest, track: number | null): Promise<DecodeResult> {
  const feature = createSampleBuffer();
  const clap = request.withClap ? createSampleBuffer() : null;
  const progress = textOutput(['-progress']);
  const seconds = request.maxSeconds + GRACE_SECONDS;
  const output = (rate: number, samples: typeof feature) => ({
    args: [...trackArguments(track), ...outputArguments(rate, seconds)],
    maxBytes: Math.ceil((seconds + 1) * rate) * Float32Array.BYTES_PER_ELEMENT,
    write: samples.write,
  });
  const outputs = [output(FEATURE_RATE, feature), progress, ...(clap ? [output(CLAP_RATE, clap)] : [])];
  const ending = await run({ ...request, outputs });
  const times = Array.from(progress.text().matchAll(/^out_time_us=(\d+)$/gm), ([, time]) => Number(time) / 1e6);
  return { feature: feature.samples(), clap: clap?.samples() ?? null, ending, lastSecond: times.at(-1) ?? null };
}
