import { mixWeights } from '../resample/down-mix.ts';
import type { DecodeRequest, DecodeResult, RunFfmpeg } from './decode-request.ts';
import { SAMPLE_ARGUMENTS, trackArguments } from './ffmpeg-arguments.ts';
import { createPcmSink } from './pcm-sink.ts';
import { createMagnitudes, MIN_SPIKE, zeroAbove } from './remove-spikes.ts';
import { textOutput } from './text-output.ts';

/**
 * Decodes one sound track of a file. The mono signal is the mean of the channels, unless channels cancel each other
 * ({@link mixWeights}), and samples that are far too large are left out. Such a track is decoded again, so that no
 * track has to be kept whole in memory.
 * @param track index among the sound tracks; null for the track that ffmpeg prefers: the one that the file marks as the
 * default, or else the one with the most channels, or else the first
 */
export async function decodeTrack(run: RunFfmpeg, request: DecodeRequest, track: number | null): Promise<DecodeResult> {
  const deadline = performance.now() + request.timeoutMs;
  const decode = async (changes: Pick<DecodeRequest, 'weights' | 'onSamples'>): Promise<DecodeResult> => {
    const timeoutMs = deadline - performance.now();
    return timeoutMs > 0 ? decodeMixed(run, { ...request, ...changes, timeoutMs }, track) : TIMED_OUT;
  };
  let onSamples: DecodeRequest['onSamples'];
  let result = await decode({});
  const isWhole = result.ending === 'done' || result.ending === 'failed';
  if (isWhole && result.peak > MIN_SPIKE) {
    const magnitudes = createMagnitudes();
    await decode({ onSamples: magnitudes.add });
    const limit = magnitudes.spikeLimit();
    if (result.peak > limit) {
      onSamples = (samples) => zeroAbove(samples, limit);
      result = await decode({ onSamples });
    }
  }
  const weights = result.energies && mixWeights(result.energies);
  return weights?.some((weight) => weight < 0) ? decode({ weights, onSamples }) : result;
}

const TIMED_OUT: DecodeResult = {
  feature: new Float32Array(),
  clap: null,
  energies: null,
  peak: 0,
  levels: null,
  ending: 'timeout',
  lastSecond: null,
};

async function decodeMixed(run: RunFfmpeg, request: DecodeRequest, track: number | null): Promise<DecodeResult> {
  const sink = createPcmSink(request);
  const progress = textOutput(['-progress']);
  const samples = { args: [...trackArguments(track), ...SAMPLE_ARGUMENTS], write: sink.write };
  const ending = await run({ ...request, outputs: [samples, progress] });
  const times = Array.from(progress.text().matchAll(/^out_time_us=(\d+)$/gm), ([, time]) => Number(time) / 1e6);
  return { ...sink.finish(), format: sink.format, ending, lastSecond: times.at(-1) ?? null };
}
