import { FRAMES_PER_SECOND, findPeaks, type Peaks } from '../../../src/engine/recordings/peaks.ts';
import type { Relation } from '../../../src/engine/recordings/recording.ts';
import { relateRecordings } from '../../../src/engine/recordings/relate-recordings.ts';
import { type Waveform, waveformOf } from '../../../src/engine/recordings/waveform.ts';

/** A sound to compare with others. Its waveform is computed only if a comparison needs the waveform. */
export interface RelatedSound {
  readonly name: string;
  readonly samples: Float32Array;
  readonly peaks: Peaks;
  /** Length of the audible part in seconds. */
  readonly seconds: number;
  waveform(): Waveform | null;
}

export function relatedSound(name: string, samples: Float32Array): RelatedSound {
  const peaks = findPeaks(samples);
  let waveform: Waveform | null | undefined;
  return {
    name,
    samples,
    peaks,
    seconds: (peaks.last - peaks.first + 1) / FRAMES_PER_SECOND,
    waveform() {
      waveform ??= waveformOf(samples);
      return waveform;
    },
  };
}

/** Finds the relation of two decoded sounds in the same way as the engine's worker thread. */
export function relateSounds(a: RelatedSound, b: RelatedSound): Promise<Relation | null> {
  return relateRecordings(a.peaks, b.peaks, async () => [a.waveform(), b.waveform()]);
}
