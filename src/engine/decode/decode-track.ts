import { mixWeights } from '../resample/down-mix.ts';
import type { DecodeRequest, DecodeResult, RunFfmpeg } from './decode-request.ts';
import { SAMPLE_ARGUMENTS, trackArguments } from './ffmpeg-arguments.ts';
import { createPcmSink } from './pcm-sink.ts';
import { textOutput } from './text-output.ts';

/**
 * Decodes one sound track of a file. The mono signal is the mean of the channels, unless channels cancel each other
 * ({@link mixWeights}). Such a track is decoded twice, so that no track has to be kept whole in memory.
 * @param track index among the sound tracks; null for the track that ffmpeg prefers: the one that the file marks as the
 * default, or else the one with the most channels, or else the first
 */
export async function decodeTrack(run: RunFfmpeg, request: DecodeRequest, track: number | null): Promise<DecodeResult> {
  const begun = performance.now();
  const result = await decodeMixed(run, request, track);
  const weights = result.energies && mixWeights(result.energies);
  if (!weights?.some((weight) => weight < 0)) return result;
  const timeoutMs = request.timeoutMs - (performance.now() - begun);
  return timeoutMs > 0 ? decodeMixed(run, { ...request, timeoutMs, weights }, track) : { ...result, ending: 'timeout' };
}

async function decodeMixed(run: RunFfmpeg, request: DecodeRequest, track: number | null): Promise<DecodeResult> {
  const sink = createPcmSink(request);
  const progress = textOutput(['-progress']);
  const samples = { args: [...trackArguments(track), ...SAMPLE_ARGUMENTS], write: sink.write };
  const ending = await run({ ...request, outputs: [samples, progress] });
  const times = Array.from(progress.text().matchAll(/^out_time_us=(\d+)$/gm), ([, time]) => Number(time) / 1e6);
  return { ...sink.finish(), format: sink.format, ending, lastSecond: times.at(-1) ?? null };
}
