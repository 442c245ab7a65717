import { type Agreements, findAgreements } from './match-peaks.ts';
import { BANDS, FRAMES_PER_SECOND, type Peaks } from './peaks.ts';
import type { Relation } from './recording.ts';
import { relatePeaks } from './relate-peaks.ts';
import { partsAgree, relateWaveforms } from './relate-waveforms.ts';
import type { Waveform } from './waveform.ts';

/** If one of two sounds is shorter or has fewer spectral peaks than this, their waveforms are compared. */
const MIN_SECONDS = 1.5;
const MIN_PEAKS = 60;
/** Maximum length in seconds of two sounds whose whole waveforms are compared. */
const MAX_SECONDS = 12;
/** Waveforms are compared only if the band levels of both sounds differ by at most this standard deviation, in dB. */
const MAX_DEVIATION = 3.2;
const MAX_TELEPHONE_DEVIATION = 2.4;
/**
 * Band levels further below the loudest band than this, in half dB, count as equal to this limit, because codecs and
 * telephones change the quietest bands.
 */
const RANGE = 80;
const TELEPHONE_RANGE = 50;
/** Range of the indices of the bands that a telephone transmits, end excluded. */
const TELEPHONE = [5, 11] as const;
/** Minimum level difference of a sound and its telephone recording, outside the band of a telephone, in dB. */
const MIN_DIFFERENCE = 1.5;
/**
 * If two sounds with at least SOME_PEAKS spectral peaks each are copies, the number of matching peaks exceeds chance by
 * at least MIN_Z standard deviations. With fewer matches, the waveforms are not compared.
 */
const [SOME_PEAKS, MIN_Z] = [25, 4];

const secondsOf = ({ first, last }: Peaks) => (last - first + 1) / FRAMES_PER_SECOND;

/**
 * Finds the relation of two sounds; null if they have no recording in common.
 * If both sounds are long and have many spectral peaks, their peaks decide. Otherwise, if their band levels are alike,
 * the waveforms are compared first.
 * @param waveforms returns the waveforms of both sounds, null for silence; called only if waveforms are needed
 */
export async function relateRecordings(
  a: Peaks,
  b: Peaks,
  waveforms: () => Promise<readonly [Waveform | null, Waveform | null]>,
): Promise<Relation | null> {
  const agreements = findAgreements(a, b);
  if (comparesWaveforms(a, b, agreements)) {
    const [waveA, waveB] = await waveforms();
    const relation = waveA && waveB && relateWaveforms(waveA, waveB);
    if (relation) return relation;
  }
  return relatePeaks(a, b, agreements, async (partA, partB, strict) => {
    const [waveA, waveB] = await waveforms();
    return waveA !== null && waveB !== null && partsAgree([waveA, partA], [waveB, partB], strict);
  });
}

function comparesWaveforms(a: Peaks, b: Peaks, { same, other }: Agreements): boolean {
  const seconds = [secondsOf(a), secondsOf(b)];
  if (Math.max(...seconds) > MAX_SECONDS) return false;
  if (Math.min(...seconds) >= MIN_SECONDS && Math.min(a.frames.length, b.frames.length) >= MIN_PEAKS) return false;
  const peaks = Math.min(a.frames.length, b.frames.length);
  if (peaks >= SOME_PEAKS && Math.max(same.z, other?.z ?? 0) < MIN_Z) return false;
  if (levelDeviation(a.bands, b.bands, RANGE) <= MAX_DEVIATION) return true;
  return (
    levelDeviation(a.bands.subarray(...TELEPHONE), b.bands.subarray(...TELEPHONE), TELEPHONE_RANGE) <=
      MAX_TELEPHONE_DEVIATION && Math.abs(levelOutside(a) - levelOutside(b)) >= MIN_DIFFERENCE
  );
}

/** Returns the standard deviation, over the bands, of the difference between the levels of two sounds, in dB. */
function levelDeviation(a: Uint8Array, b: Uint8Array, range: number): number {
  const [levelsA, levelsB] = [a, b].map((levels) => {
    const loudest = Math.min(...levels);
    return Array.from(levels, (level) => Math.min(range, level - loudest) / 2);
  });
  const differences = (levelsA ?? []).map((level, i) => level - (levelsB?.[i] ?? 0));
  const mean = differences.reduce((x, y) => x + y, 0) / differences.length;
  return Math.sqrt(differences.reduce((sum, x) => sum + (x - mean) ** 2, 0) / differences.length);
}

/** Returns the energy outside the band that a telephone transmits, relative to the energy inside the band, in dB. */
function levelOutside({ bands }: Peaks): number {
  let [inside, outside] = [1e-9, 1e-9];
  for (let i = 0; i < BANDS; i++) {
    const power = 10 ** (-(bands[i] ?? 0) / 20);
    if (i >= TELEPHONE[0] && i < TELEPHONE[1]) inside += power;
    else outside += power;
  }
  return 10 * Math.log10(outside / inside);
}
