import { decodeAudio } from '../../src/engine/decode/decode.ts';
import { analyzeFrames } from '../../src/engine/features/analyze-frames.ts';
import { mfccFrames } from '../../src/engine/features/mfcc.ts';
import { columnMeans } from '../../src/engine/features/moments.ts';
import { estimateTempo } from '../../src/engine/features/tempo.ts';
import { librosaClips, namePart, sonicPiPaths } from './data-sets.ts';
import { librosaChroma } from './librosa-chroma.ts';
import { frameLevels, LIBROSA_CONFIG } from './librosa-definitions.ts';
import { table } from './table.ts';
import { tempoAgrees } from './tempo-report.ts';

/** Reports how well this engine's features agree with librosa's: their correlation over the Sonic Pi samples. */
export async function agreementReport(): Promise<string> {
  const theirs = new Map(librosaClips().map((clip) => [clip.file, clip]));
  const pairs: Record<'mfcc' | 'chroma' | 'contrast' | 'zcr' | 'rms', [ours: number[], theirs: number[]][]> = {
    mfcc: [],
    chroma: [],
    contrast: [],
    zcr: [],
    rms: [],
  };
  let [loops, agreeing] = [0, 0];
  for (const file of sonicPiPaths()) {
    const clip = theirs.get(file.split('/').at(-1) ?? '');
    if (!clip) continue;
    const { feature } = await decodeAudio(file, {
      decoder: 'wasm',
      withClap: false,
      maxSeconds: 600,
      timeoutMs: 30_000,
    });
    const frames = analyzeFrames(feature, 0, LIBROSA_CONFIG);
    const every = new Float32Array(frames.count).fill(1);
    const { contrast, zcr, rms } = frameLevels(frames, feature);
    const mean = (matrix: Float32Array, columns: number) => [...columnMeans(matrix, columns, every)];
    pairs.mfcc.push([mean(mfccFrames(frames), 20).slice(1, 13), clip.mfcc_mean.slice(1, 13)]);
    pairs.chroma.push([mean(librosaChroma(feature), 12), clip.chroma_mean]);
    pairs.contrast.push([mean(contrast, 7), clip.contrast_mean]);
    pairs.zcr.push([mean(zcr, 1), [clip.zcr_mean]]);
    pairs.rms.push([mean(rms, 1), [clip.rms_mean]]);
    if (namePart(file, 0) === 'loop') {
      loops++;
      if (tempoAgrees(estimateTempo(feature), clip.tempo_bpm, true)) agreeing++;
    }
  }
  const rows = Object.entries(pairs).map(([name, both]) => {
    const width = both[0]?.[0].length ?? 0;
    const correlations = Array.from({ length: width }, (_, i) =>
      correlation(
        both.map(([ours]) => ours[i] ?? 0),
        both.map(([, other]) => other[i] ?? 0),
      ),
    );
    return [name, Math.min(...correlations), correlations.reduce((a, b) => a + b, 0) / width];
  });
  return `${table(['means over frames, against librosa', 'min correlation', 'mean'], rows)}\n\nTempo within 4 % up to an octave of librosa's: ${agreeing} of ${loops} loops.`;
}

export function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  a.forEach((x, i) => {
    const y = (b[i] ?? 0) - meanB;
    product += (x - meanA) * y;
    squaresA += (x - meanA) ** 2;
    squaresB += y * y;
  });
  return product / Math.sqrt(squaresA * squaresB);
}
